"""A page that tries everything a page can do."""

HOSTILE = """<!DOCTYPE html><html lang="fa" dir="rtl"><head><title>صفحه</title><meta charset="utf-8">
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<link rel="preconnect" href="https://evil.example"><link rel="dns-prefetch" href="//evil.example">
<link rel="stylesheet" href="https://evil.example/a.css"><link rel="icon" href="https://evil.example/i.ico">
<style>@import url(https://evil.example/b.css); body { background: url(https://evil.example/c.png) }
@font-face { font-family: x; src: url(https://evil.example/f.woff) } p { font-family: x }</style>
<script src="https://evil.example/x.js"></script><script>alert(1); parent.location = "https://evil.example"</script>
</head><body onload="alert(2)" background="https://evil.example/d.png">
<h1 style="background: url(https://evil.example/e.png)">متن می‌ماند</h1>
<p onclick="alert(3)"><a href="javascript:alert(4)" ping="https://evil.example/ping" target="_top">پیوند</a></p>
<img src="https://evil.example/g.png" srcset="https://evil.example/h.png 2x" onerror="alert(5)" alt="عکس">
<picture><source srcset="https://evil.example/p.png"></picture><input type="image" src="https://evil.example/q.png">
<iframe src="https://evil.example/"></iframe><object data="https://evil.example/o"></object><embed src="https://evil.example/s">
<video src="https://evil.example/v" poster="https://evil.example/w" autoplay></video>
<audio src="https://evil.example/a" autoplay></audio>
<svg><image href="https://evil.example/svg.png"/><script>alert(6)</script><use href="https://evil.example/#x"/></svg>
<math><a xlink:href="javascript:alert(7)">x</a></math><template><script>alert(8)</script></template>
<form action="https://evil.example/form"><button formaction="javascript:alert(9)" autofocus>فرم</button></form>
<noscript><img src="https://evil.example/n.png"></noscript><!-- --!><script>alert(10)</script> -->
<!--[if IE]><script>alert(11)</script><![endif]--><portal src="https://evil.example/"></portal>
<table background="https://evil.example/t.png"><tr><td>خانه</td></tr></table></body></html>"""
