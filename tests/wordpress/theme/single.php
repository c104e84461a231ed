<?php
get_header();
while ( have_posts() ) :
	the_post();
	$kicker = get_post_meta( get_the_ID(), 'kicker', true );
	?>
<section class="single">
	<div class="breadcrumb"><a href="<?php echo esc_url( home_url( '/' ) ); ?>">خانه</a> » <?php the_category( ' » ' ); ?></div>
	<?php if ( $kicker ) : ?>
	<small class="subtitle"><?php echo esc_html( $kicker ); ?></small>
	<?php endif; ?>
	<h2 class="single-post-title"><?php the_title(); ?></h2>
	<?php if ( has_post_thumbnail() ) : ?>
	<figure class="single-thumb">
		<?php the_post_thumbnail( 'single' ); ?>
		<?php if ( get_the_post_thumbnail_caption() ) : ?>
		<figcaption><?php the_post_thumbnail_caption(); ?></figcaption>
		<?php endif; ?>
	</figure>
	<?php endif; ?>
	<?php if ( has_excerpt() ) : ?>
	<div class="lead"><?php the_excerpt(); ?></div>
	<?php endif; ?>
	<div class="print-header">
		<p><?php bloginfo( 'name' ); ?> (shahr20.ir) :</p>
		<p><?php the_title(); ?></p>
	</div>
	<ul class="single-meta">
		<li>شناسه : <?php echo esc_html( shahr20_digits( (string) get_the_ID() ) ); ?></li>
		<li>انتشار : <?php echo esc_html( shahr20_date() ); ?></li>
		<li class="meta-cat"><?php the_category( '، ' ); ?></li>
		<li class="meta-author"><?php the_author_posts_link(); ?></li>
		<li><a class="print" href="#" onclick="window.print();return false;">پرینت</a></li>
	</ul>
	<div class="ads"><a href="https://ads.example.ir/?z=3">جای آگهی شما اینجا خالی است</a></div>
	<div class="con">
		<?php
		the_content();
		wp_link_pages();
		?>
		<div class="page-bottom">
			<div class="share">
				<span>اشتراک گذاری</span>
				<a href="https://telegram.me/share/url?url=<?php echo rawurlencode( get_permalink() ); ?>">تلگرام</a>
				<a href="https://www.aparat.com/">آپارات</a>
			</div>
			<div class="shortlink">لینک کوتاه : <input type="text" readonly value="<?php echo esc_url( wp_get_shortlink() ); ?>"></div>
			<?php the_tags( '<div class="tag"><span>برچسب ها :</span> ', '، ', '</div>' ); ?>
			<?php if ( shahr20_related() ) : ?>
			<div class="related">
				<h3>نوشته های مشابه</h3>
				<ul>
				<?php foreach ( shahr20_related() as $other ) : ?>
					<li><a href="<?php echo esc_url( get_permalink( $other ) ); ?>"><?php echo get_the_title( $other ); ?></a></li>
				<?php endforeach; ?>
				</ul>
			</div>
			<?php endif; ?>
		</div>
	</div>
	<?php comments_template(); ?>
</section>
	<?php
endwhile;
get_sidebar();
get_footer();
