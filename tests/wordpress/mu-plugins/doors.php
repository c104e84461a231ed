<?php
/**
 * Shuts the ways in one by one, as plugins and hosts do.
 *
 * The option `shahr20_shut` maps a door to the way it is shut:
 *   rest     401 | 403  a security plugin wants a login | forbids; 404: the routes are gone
 *   sitemap  404        core sitemaps switched off
 *   feed     403 | 500  forbidden | «no feed» through wp_die() as the common snippet does; home: a redirect to the home page
 *   listing  404        no archive beyond a home page that lists nothing
 *   site     403        a host that lets nobody in
 */

/** How a door is shut, '' when it is open. */
function shahr20_shut( string $door ): string {
	return (string) ( get_option( 'shahr20_shut', array() )[ $door ] ?? '' );
}

add_action(
	'init',
	static function () {
		if ( '' !== shahr20_shut( 'site' ) && 'cli' !== PHP_SAPI ) {
			wp_die( 'دسترسی شما محدود شده است.', '', array( 'response' => (int) shahr20_shut( 'site' ) ) );
		}
	}
);

add_filter(
	'rest_authentication_errors',
	static function ( $result ) {
		$shut = shahr20_shut( 'rest' );
		if ( '401' === $shut || '403' === $shut ) {
			return new WP_Error( 'rest_login_required', 'REST API restricted to authenticated users.', array( 'status' => (int) $shut ) );
		}
		return $result;
	}
);

add_filter(
	'rest_endpoints',
	static fn ( $endpoints ) => '404' === shahr20_shut( 'rest' ) ? array() : $endpoints
);

add_filter( 'wp_sitemaps_enabled', static fn ( $enabled ) => '' === shahr20_shut( 'sitemap' ) && $enabled );

/** Answers a feed request whose door is shut. */
function shahr20_no_feed(): void {
	$shut = shahr20_shut( 'feed' );
	if ( 'home' === $shut ) {
		wp_safe_redirect( home_url( '/' ), 301 );
		exit;
	}
	if ( '' !== $shut ) {
		wp_die( 'خوراکی در دسترس نیست.', '', array( 'response' => (int) $shut ) );
	}
}
foreach ( array( 'do_feed', 'do_feed_rdf', 'do_feed_rss', 'do_feed_rss2', 'do_feed_atom' ) as $shahr20_feed ) {
	add_action( $shahr20_feed, 'shahr20_no_feed', 1 );
}

add_action(
	'pre_get_posts',
	static function ( WP_Query $query ) {
		if ( ! $query->is_main_query() || is_admin() || $query->is_feed() || '' === shahr20_shut( 'listing' ) ) {
			return;
		}
		if ( $query->is_home() && ! $query->is_paged() ) {
			$query->set( 'post__in', array( 0 ) );
			$query->set( 'ignore_sticky_posts', true );
		} elseif ( $query->is_home() || $query->is_archive() || $query->is_search() ) {
			$query->set_404();
			status_header( 404 );
			$query->set( 'post__in', array( 0 ) );
		}
	}
);
