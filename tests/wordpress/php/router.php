<?php
/**
 * What a web server's rewrite rules do for WordPress, for PHP's built-in one; and an access log, one JSON line a request.
 */

register_shutdown_function(
	static function () {
		$line = array(
			'target' => $_SERVER['REQUEST_URI'],
			'status' => http_response_code(),
		);
		file_put_contents( dirname( $_SERVER['DOCUMENT_ROOT'] ) . '/access.log', json_encode( $line ) . "\n", FILE_APPEND | LOCK_EX );
	}
);

$shahr20_path = rawurldecode( explode( '?', $_SERVER['REQUEST_URI'], 2 )[0] );
$shahr20_file = $_SERVER['DOCUMENT_ROOT'] . $shahr20_path;
if ( str_ends_with( $shahr20_file, '/' ) && '/' !== $shahr20_path && is_file( $shahr20_file . 'index.php' ) ) {
	$shahr20_file .= 'index.php';
}
if ( is_file( $shahr20_file ) && ! str_contains( $shahr20_path, '..' ) ) {
	if ( ! str_ends_with( $shahr20_file, '.php' ) ) {
		return false; // the server sends the file itself
	}
	$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = substr( $shahr20_file, strlen( $_SERVER['DOCUMENT_ROOT'] ) );
	chdir( dirname( $shahr20_file ) );
	require $shahr20_file;
	return true;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
