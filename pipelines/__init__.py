"""What happens to each article on its way in: one short file a step, in the order of one list."""
