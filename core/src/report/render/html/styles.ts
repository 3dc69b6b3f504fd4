/** One sheet for screen and paper, light and dark. No address in it: nothing is fetched. */
export const styles = `
:root{color-scheme:light dark;--ground:#fff;--card:#f6f7f9;--text:#1b1f24;--soft:#4c5560;--line:#8b949e;--ok:#116329;--bad:#b3131b;--warn:#7a4100;--unknown:#5a3bb0;--badground:#fdecec;--okground:#e9f6ec;--unknownground:#f1edfc}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--card:#1c2229;--text:#e9edf2;--soft:#b3bdc8;--line:#717b86;--ok:#6fd68a;--bad:#ff9a94;--warn:#f0b46a;--unknown:#c3b0ff;--badground:#3a1a1c;--okground:#152c1c;--unknownground:#262040}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:1rem 1.5rem 3rem;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,"Segoe UI","Yu Gothic UI","Noto Sans CJK JP",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.25rem;margin:2rem 0 .6rem}
section.verdict h2{margin-top:.2rem}
td.server code,td.when{white-space:nowrap}
td.device{min-width:7rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static}
:focus-visible{outline:3px solid var(--unknown);outline-offset:2px}
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.verdict{border-left:.5rem solid var(--line);padding:.6rem 1rem;background:var(--card);border-radius:.3rem}
.verdict.ok{border-color:var(--ok);background:var(--okground)}
.verdict.fail{border-color:var(--bad);background:var(--badground)}
.verdict.unknown{border-color:var(--unknown);background:var(--unknownground)}
.verdict p:first-of-type{font-size:1.15rem}
.counts{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;padding:0;margin:.6rem 0 0}
.counts b{font-variant-numeric:tabular-nums}
dl.about{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.6rem 0}
dl.about dt{color:var(--soft)}
dl.about dd{margin:0}
.scroll{overflow-x:auto}
svg{display:block;min-width:60rem;width:100%;height:auto}
svg text{fill:var(--text);font-size:14px}
svg .kind{fill:var(--soft);font-size:12px}
svg .box{fill:var(--card);stroke:var(--line);stroke-width:1.5}
svg .wire{stroke:var(--line);stroke-width:2.5}
svg .ok .box{stroke:var(--ok)}
svg .ok .mark{fill:var(--ok)}
svg .fail .box,svg .broken .box{stroke:var(--bad)}
svg .broken .box{fill:var(--badground);stroke-width:4}
svg .fail .mark,svg .broken .mark{fill:var(--bad);font-weight:700}
svg .affected .box{stroke:var(--warn);stroke-dasharray:6 4}
svg .affected .mark{fill:var(--warn)}
svg .unknown .box{stroke:var(--unknown);stroke-dasharray:2 4}
svg .unknown .mark{fill:var(--unknown)}
svg .unseen .mark{fill:var(--soft)}
details{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;background:var(--card)}
details>summary{cursor:pointer;padding:.5rem .8rem}
details>div{padding:0 .9rem .7rem;border-top:1px solid var(--line);background:var(--ground);border-radius:0 0 .4rem .4rem}
.mark{font-weight:700}
.mark.fail{color:var(--bad)}
.mark.affected{color:var(--warn)}
.mark.unknown{color:var(--unknown)}
.mark.ok{color:var(--ok)}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
caption{text-align:left;color:var(--soft);padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}
th{overflow-wrap:normal}
thead th{white-space:nowrap;color:var(--soft);font-weight:600}
code,pre{font-family:"Cascadia Mono",Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.92em}
pre{background:var(--card);border:1px solid var(--line);border-radius:.3rem;padding:.5rem .7rem;white-space:pre-wrap;margin:.3rem 0}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.6rem;color:var(--soft)}
@media print{:root{--ground:#fff;--card:#fff;--text:#000;--soft:#333;--line:#777;--ok:#0a4a1c;--bad:#8f0d14;--warn:#5e3200;--unknown:#42298a;--badground:#fff;--okground:#fff;--unknownground:#fff}body{max-width:none;padding:0;font-size:10pt}.skip{display:none}details{break-inside:avoid}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none}svg{min-width:0}tr,section.verdict{break-inside:avoid}}
`;
