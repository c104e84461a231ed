<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo( 'charset' ); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<header class="site-header">
	<a class="logo" href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a>
	<div class="clock">امروز : <?php echo esc_html( shahr20_jalali( 'EEEE dd MMMM yyyy - HH:mm:ss', current_datetime() ) ); ?></div>
	<nav><ul>
		<li><a href="<?php echo esc_url( home_url( '/' ) ); ?>">صفحه نخست</a></li>
		<?php wp_list_categories( array( 'title_li' => '' ) ); ?>
		<?php wp_list_pages( array( 'title_li' => '' ) ); ?>
	</ul></nav>
	<?php get_search_form(); ?>
</header>
<div class="wrap">
