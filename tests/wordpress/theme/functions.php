<?php
/**
 * A news theme of the family the archive reads.
 *
 * The option `shahr20_theme` varies what its pages look like; every key may be `mixed`, then the post's id chooses:
 *   date_style      text      01 اسفند 1400 - 18:08
 *                   weekday   یکشنبه 1 اسفند 1400 ساعت 18:08
 *                   numeric   1400/12/01 18:08
 *   digits          latin | persian | arabic, of the id and the date
 *   published_time  absent | clean | jalali (year 1400) | persian (digits) | epoch (1970), of the meta an SEO plugin writes
 */

const SHAHR20_CHOICES = array(
	'date_style'     => array( 'text', 'weekday', 'numeric' ),
	'digits'         => array( 'latin', 'persian', 'arabic' ),
	'published_time' => array( 'absent', 'clean', 'jalali', 'persian', 'epoch' ),
);

add_action(
	'after_setup_theme',
	static function () {
		add_theme_support( 'title-tag' );
		add_theme_support( 'automatic-feed-links' );
		add_theme_support( 'post-thumbnails' );
		add_theme_support( 'html5', array( 'comment-form', 'comment-list', 'caption' ) );
		add_image_size( 'single', 680, 400, true );
	}
);

/** What the option, or the post's id, says of one of SHAHR20_CHOICES. */
function shahr20_choice( string $what ): string {
	$choices = SHAHR20_CHOICES[ $what ];
	$chosen  = get_option( 'shahr20_theme', array() )[ $what ] ?? $choices[0];
	if ( 'mixed' !== $chosen ) {
		return $chosen;
	}
	$turn = array( 'date_style' => 1, 'digits' => 3, 'published_time' => 9 )[ $what ];
	return $choices[ intdiv( (int) get_the_ID(), $turn ) % count( $choices ) ];
}

/** Digits of the script the page is in. */
function shahr20_digits( string $text ): string {
	$scripts = array(
		'latin'   => '0123456789',
		'persian' => '۰۱۲۳۴۵۶۷۸۹',
		'arabic'  => '٠١٢٣٤٥٦٧٨٩',
	);
	return str_replace( mb_str_split( $scripts['latin'] ), mb_str_split( $scripts[ shahr20_choice( 'digits' ) ] ), $text );
}

/** A time in the Jalali calendar and the site's zone, by ICU's own pattern letters, in Latin digits. */
function shahr20_jalali( string $pattern, DateTimeInterface $time ): string {
	$format = new IntlDateFormatter(
		'fa_IR@calendar=persian;numbers=latn',
		IntlDateFormatter::FULL,
		IntlDateFormatter::FULL,
		wp_timezone(),
		IntlDateFormatter::TRADITIONAL,
		$pattern
	);
	// ICU writes «سه‌شنبه» and «یکشنبه»; the family's themes have both «یکشنبه» and «سه شنبه»
	return str_replace( "\u{200C}", ' ', $format->format( $time ) );
}

/** The date of the current post as the page prints it. */
function shahr20_date(): string {
	$patterns = array(
		'text'    => 'dd MMMM yyyy - HH:mm',
		'weekday' => "EEEE d MMMM yyyy 'ساعت' HH:mm",
		'numeric' => 'yyyy/MM/dd HH:mm',
	);
	return shahr20_digits( shahr20_jalali( $patterns[ shahr20_choice( 'date_style' ) ], get_post_datetime() ) );
}

/** What an SEO plugin, or a Jalali plugin behind its back, writes into article:published_time; '' for none. */
function shahr20_published_time(): string {
	$time    = get_post_datetime();
	$persian = array_combine( range( 0, 9 ), mb_str_split( '۰۱۲۳۴۵۶۷۸۹' ) );
	return match ( shahr20_choice( 'published_time' ) ) {
		'absent'  => '',
		'clean'   => $time->format( DATE_W3C ),
		'jalali'  => shahr20_jalali( "yyyy-MM-dd'T'HH:mm:ss", $time ) . $time->format( 'P' ),
		'persian' => strtr( $time->format( DATE_W3C ), $persian ),
		'epoch'   => '1970-01-01T00:00:00+00:00',
	};
}

add_action(
	'wp_head',
	static function () {
		$time = is_single() ? shahr20_published_time() : '';
		if ( '' !== $time ) {
			printf( '<meta property="article:published_time" content="%s" />' . "\n", esc_attr( $time ) );
		}
	},
	1
);

/** The posts named as related to the current one, in the editor's order, those that are out. */
function shahr20_related(): array {
	$ids = get_post_meta( get_the_ID(), 'related', true );
	return array_filter( array_map( 'get_post', $ids ? $ids : array() ), static fn ( $post ) => $post && 'publish' === $post->post_status );
}

/** A list of links to posts, newest or most read, for a sidebar. */
function shahr20_list( array $query ): void {
	echo '<ul>';
	foreach ( get_posts( $query + array( 'posts_per_page' => 5 ) ) as $post ) {
		printf( '<li><a href="%s">%s</a></li>', esc_url( get_permalink( $post ) ), esc_html( get_the_title( $post ) ) );
	}
	echo '</ul>';
}
