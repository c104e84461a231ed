<?php
/** What WordPress itself has published, by its own functions: what an archive of it must hold. */

/** Every article the public can read, as the theme gives it out: HTML where the theme prints HTML. */
function shahr20_published(): array {
	$posts = get_posts(
		array(
			'post_status'  => 'publish',
			'has_password' => false,
			'numberposts'  => -1,
			'orderby'      => 'ID',
			'order'        => 'ASC',
		)
	);
	return array_map( 'shahr20_as_published', $posts );
}

/** One article. */
function shahr20_as_published( WP_Post $article ): array {
	global $post, $pages;
	$post = $article; // the template functions read the global
	setup_postdata( $article );
	$terms = static fn ( $taxonomy ) => array_map(
		static fn ( $term ) => array( 'name' => html_entity_decode( $term->name ), 'slug' => urldecode( $term->slug ) ),
		get_the_terms( $article, $taxonomy ) ?: array()
	);
	return array(
		'id'         => $article->ID,
		'url'        => get_permalink( $article ),
		'published'  => $article->post_date_gmt,
		'modified'   => $article->post_modified_gmt,
		'kicker'     => get_post_meta( $article->ID, 'kicker', true ),
		'title'      => get_the_title( $article ),
		'lead'       => has_excerpt( $article ) ? apply_filters( 'the_excerpt', get_the_excerpt( $article ) ) : '',
		'parts'      => array_map( static fn ( $part ) => apply_filters( 'the_content', $part ), $pages ),
		'categories' => $terms( 'category' ),
		'tags'       => $terms( 'post_tag' ),
		'author'     => get_the_author(),
		'image'      => (string) get_the_post_thumbnail_url( $article, 'single' ),
		'caption'    => get_the_post_thumbnail_caption( $article ),
		'related'    => array_map(
			static fn ( $other ) => array( 'id' => $other->ID, 'url' => get_permalink( $other ), 'title' => get_the_title( $other ) ),
			array_values( shahr20_related() )
		),
	);
}
