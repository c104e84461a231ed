<?php
/**
 * What the tests do to WordPress from behind: `php act.php ROOT ACTION`, JSON on stdin, JSON on stdout.
 *
 * Every change goes through WordPress's own functions, so that slugs, revisions, term counts and hooks are its own.
 */

list( , $root, $shahr20_action ) = $argv; // WordPress clears a global $action
$url                             = parse_url( file_get_contents( dirname( $root ) . '/url' ) );
$_SERVER['HTTP_HOST']            = $url['host'] . ':' . $url['port'];
$_SERVER['SERVER_NAME']          = $url['host'];
$_SERVER['REQUEST_URI']          = '/';
$_SERVER['REQUEST_METHOD']       = 'GET';
$_SERVER['SERVER_PROTOCOL']      = 'HTTP/1.1';
if ( 'install' === $shahr20_action ) {
	define( 'WP_INSTALLING', true );
}
require $root . '/wp-load.php';
require __DIR__ . '/install.php';
require __DIR__ . '/posts.php';
require __DIR__ . '/published.php';

$input = json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
if ( 'install' !== $shahr20_action ) {
	wp_set_current_user( 1 ); // an editor: nothing is filtered out of what is written
	remove_action( 'publish_post', '_publish_post_hook', 5 ); // pings, which nobody answers here
}
$answer = match ( $shahr20_action ) {
	'install'   => shahr20_install( $input ),
	'options'   => array_map( 'update_option', array_keys( $input ), $input ),
	'insert'    => shahr20_insert_all( $input ),
	'edit'      => shahr20_edit( $input ),
	'delete'    => (bool) wp_delete_post( $input, true ),
	'trash'     => (bool) wp_trash_post( $input ),
	'untrash'   => (bool) wp_untrash_post( $input ) && wp_update_post( array( 'ID' => $input, 'post_status' => 'publish' ) ),
	'come_out'  => is_array( $input ) ? shahr20_come_out( ...$input ) : shahr20_come_out( $input ),
	'published' => shahr20_published(),
};
echo json_encode( $answer, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR );
