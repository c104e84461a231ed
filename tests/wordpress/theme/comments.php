<?php
if ( post_password_required() ) {
	return;
}
?>
<div id="comments">
	<?php if ( have_comments() ) : ?>
	<h3>دیدگاه ها</h3>
	<ol class="comment-list"><?php wp_list_comments(); ?></ol>
	<?php endif; ?>
	<h3>ثبت دیدگاه</h3>
	<ul class="comment-rules">
		<li>دیدگاه های ارسال شده توسط شما، پس از تایید توسط تیم مدیریت در پایگاه منتشر خواهد شد.</li>
		<li>پیام هایی که حاوی تهمت یا افترا باشد منتشر نخواهد شد.</li>
		<li>پیام هایی که به غیر از زبان فارسی یا غیر مرتبط باشد منتشر نخواهد شد.</li>
	</ul>
	<?php comment_form(); ?>
</div>
