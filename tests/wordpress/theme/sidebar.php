<aside class="sidebar">
	<div class="ads"><a href="https://ads.example.ir/?z=7">تبلیغات: سفارش آگهی به گزارش مشتریان</a></div>
	<section><h3>جدیدترین مطالب</h3><?php shahr20_list( array( 'ignore_sticky_posts' => true ) ); ?></section>
	<section><h3>پربازدیدترین</h3><?php shahr20_list( array( 'orderby' => 'ID' ) ); ?></section>
</aside>
