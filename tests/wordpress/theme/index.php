<?php
/** Every list of articles: home, category, tag, date, author, search; and a page that says that there is nothing. */
get_header();
?>
<section class="archive">
<?php if ( is_404() ) : ?>
	<h1>صفحه مورد نظر پیدا نشد</h1>
<?php endif; ?>
<?php
while ( have_posts() ) :
	the_post();
	?>
	<article <?php post_class(); ?>>
		<h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
		<?php if ( is_page() ) : ?>
		<div class="con"><?php the_content(); ?></div>
		<?php else : ?>
		<span class="date"><?php echo esc_html( shahr20_date() ); ?></span>
		<p class="excerpt"><?php echo esc_html( wp_trim_words( get_the_excerpt(), 30 ) ); ?></p>
		<?php endif; ?>
	</article>
<?php endwhile; ?>
	<?php the_posts_pagination(); ?>
</section>
<?php
get_sidebar();
get_footer();
