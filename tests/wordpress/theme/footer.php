</div>
<footer class="site-footer">
	<p>شناسه مجوز : 81234 | انتشار مطالب با ذکر نام «شهر بیست» و نشانی shahr20.ir آزاد است.</p>
	<p>© ۱۳۹۵ تا <?php echo esc_html( shahr20_jalali( 'yyyy', current_datetime() ) ); ?></p>
</footer>
<?php wp_footer(); ?>
</body>
</html>
