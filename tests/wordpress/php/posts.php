<?php
/** What editors do to posts. Times come and go as UTC `YYYY-MM-DD HH:MM:SS`. */

/** Inserts many posts at once, in one transaction. */
function shahr20_insert_all( array $posts ): array {
	wp_defer_term_counting( true );
	wp_defer_comment_counting( true );
	$GLOBALS['wpdb']->query( 'START TRANSACTION' );
	$ids = array_map( 'shahr20_insert', $posts );
	$GLOBALS['wpdb']->query( 'COMMIT' );
	wp_defer_comment_counting( false );
	wp_defer_term_counting( false );
	return $ids;
}

/**
 * Inserts one post under the id it asks for.
 *
 * Needs title; may have id, type, status, slug, content, excerpt, password, published, modified, categories (list of
 * [name, slug]), tags (list of [name, slug]), author, meta, image (an attachment's id), file (of an attachment), parent,
 * sticky, comments.
 */
function shahr20_insert( array $post ): int {
	$modified = $post['modified'] ?? null;
	$keep     = static function ( array $data ) use ( $modified ) {
		if ( $modified ) { // WordPress itself would say: when it was published
			$data['post_modified_gmt'] = $modified;
			$data['post_modified']     = get_date_from_gmt( $modified );
		}
		return $data;
	};
	add_filter( 'wp_insert_post_data', $keep );
	$fields = array(
		'import_id'      => $post['id'] ?? 0,
		'post_type'      => $post['type'] ?? 'post',
		'post_status'    => $post['status'] ?? 'publish',
		'post_title'     => $post['title'],
		'post_name'      => $post['slug'] ?? '',
		'post_content'   => $post['content'] ?? '',
		'post_excerpt'   => $post['excerpt'] ?? '',
		'post_password'  => $post['password'] ?? '',
		'guid'           => isset( $post['id'] ) ? home_url( '?p=' . $post['id'] ) : '', // as a post begun in the editor has it
		'post_mime_type' => isset( $post['file'] ) ? 'image/gif' : '',
		'post_parent'    => $post['parent'] ?? 0,
		'post_author'    => shahr20_author( $post['author'] ?? '' ),
		'post_category'  => shahr20_terms( $post['categories'] ?? array(), 'category' ),
		'meta_input'     => $post['meta'] ?? array(),
	);
	if ( isset( $post['published'] ) ) {
		$fields['post_date_gmt'] = $post['published'];
		$fields['post_date']     = get_date_from_gmt( $post['published'] );
	}
	$id = wp_insert_post( wp_slash( $fields ), true );
	remove_filter( 'wp_insert_post_data', $keep );
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( 'post ' . ( $post['id'] ?? '' ) . ': ' . $id->get_error_message() );
	}
	if ( ! empty( $post['tags'] ) ) {
		wp_set_post_terms( $id, shahr20_terms( $post['tags'], 'post_tag' ), 'post_tag' );
	}
	if ( ! empty( $post['image'] ) ) {
		update_post_meta( $id, '_thumbnail_id', $post['image'] );
	}
	if ( ! empty( $post['file'] ) ) {
		shahr20_attach( $id, $post['file'] );
	}
	if ( ! empty( $post['sticky'] ) ) {
		stick_post( $id );
	}
	foreach ( $post['comments'] ?? array() as $text ) {
		wp_insert_comment( wp_slash( array( 'comment_post_ID' => $id, 'comment_author' => 'خواننده', 'comment_content' => $text ) ) );
	}
	return $id;
}

/** Term ids of [name, slug] pairs, made where they are missing. */
function shahr20_terms( array $terms, string $taxonomy ): array {
	static $known = array();
	$ids          = array();
	foreach ( $terms as list( $name, $slug ) ) {
		if ( ! isset( $known[ $taxonomy ][ $name ] ) ) {
			$term = term_exists( $name, $taxonomy );
			$term = $term ? $term : wp_insert_term( wp_slash( $name ), $taxonomy, array( 'slug' => (string) $slug ) );
			$known[ $taxonomy ][ $name ] = (int) $term['term_id'];
		}
		$ids[] = $known[ $taxonomy ][ $name ];
	}
	return $ids;
}

/** The id of an author by the name shown, made where missing. */
function shahr20_author( string $name ): int {
	static $known = array();
	if ( '' === $name ) {
		return 1;
	}
	return $known[ $name ] ??= wp_insert_user(
		array(
			'user_login'   => 'author-' . substr( md5( $name ), 0, 8 ),
			'user_pass'    => 'loopback only',
			'display_name' => $name,
			'role'         => 'author',
		)
	);
}

/** Gives an attachment its file: a plain picture, in the size and with the derived sizes WordPress would record. */
function shahr20_attach( int $id, string $name ): void {
	$path = wp_upload_dir()['basedir'] . '/' . $name;
	wp_mkdir_p( dirname( $path ) );
	file_put_contents( $path, base64_decode( 'R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==' ) );
	update_attached_file( $id, $path );
	wp_update_attachment_metadata( $id, array( 'width' => 680, 'height' => 400, 'file' => $name, 'sizes' => array() ) );
}

/** Changes fields of a post by their WordPress names; it makes a revision, and `modified` is now. */
function shahr20_edit( array $fields ): int {
	return wp_update_post( wp_slash( $fields ), true );
}

/**
 * Lets a scheduled post come out.
 *
 * The hour it was scheduled for is moved to now, as if it had struck, or to so many seconds before, as if nobody had
 * visited the site meanwhile; what follows is what WordPress's cron does, which
 * changes the status and leaves `modified` as it was.
 */
function shahr20_come_out( int $id, int $late = 0 ): string {
	$now = gmdate( 'Y-m-d H:i:s', time() - $late );
	$GLOBALS['wpdb']->update(
		$GLOBALS['wpdb']->posts,
		array( 'post_date' => get_date_from_gmt( $now ), 'post_date_gmt' => $now ),
		array( 'ID' => $id )
	);
	clean_post_cache( $id );
	check_and_publish_future_post( $id );
	return get_post_status( $id );
}
