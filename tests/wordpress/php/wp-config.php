<?php
/** WordPress on a database of its own, without a network. What differs from run to run lies beside its root. */

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . dirname( __DIR__ ) . '/db.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', file_get_contents( dirname( __DIR__ ) . '/url' ) );
define( 'WP_SITEURL', WP_HOME );

// Nothing leaves this machine, and nothing happens but when a test says so.
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISALLOW_FILE_MODS', true );
define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true ); // an error of ours goes to the log, not into a friendly page

foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $shahr20_name ) {
	define( $shahr20_name . '_KEY', 'no secret: loopback only' );
	define( $shahr20_name . '_SALT', 'no secret: loopback only' );
}
$table_prefix = 'wp_';

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
