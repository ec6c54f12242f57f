// What is read on the pages is whole: nothing glued, cut or doubled.
import { look as lookAt, proseFaults } from '../lib/prose.mjs';
import { proveAll } from '../lib/broken.mjs';
import { Report } from '../lib/report.mjs';

export const name = 'prose';
export const look = lookAt;
export const check = (site) => proseFaults(site, new Report());

const PAGE = 'en/smtp/450-vs-550/index.html';
const end = (html) => ({ file: PAGE, from: '</main>', to: `${html}</main>` });
export function prove({ site }, report) {
  const paragraph = /<h3 id="a-description">.*?<\/h3>\s*<p>(.*?)<\/p>/s.exec(site.files.get(PAGE))[1];
  proveAll(site.only(/550|5xx|google|^[a-z]+\/index/), check, [
    { name: 'when when', ...end('<p>You see it when when the server is full.</p>'), finds: /says "when when"/ },
    { name: 'When when', ...end('<p>When when it is full.</p>'), finds: /says "When when"/ },
    { name: 'when after', ...end('<li>when after the message</li>'), finds: /has "when after"/ },
    { name: 'quand quand', ...end('<dd>Quand quand il est plein.</dd>'), finds: /says "Quand quand"/ },
    { name: 'cuando cuando', ...end('<li>cuando cuando llega</li>'), finds: /says "cuando cuando"/ },
    { name: 'a double space', ...end('<p>Two  words.</p>'), finds: /a double space/ },
    { name: 'a placeholder', ...end('<p>It is {code}.</p>'), finds: /a placeholder/ },
    { name: 'a placeholder for machines', file: PAGE, from: /"headline":"/, to: '"headline":"{protocol} ', finds: /a placeholder/ },
    { name: 'a template marker', ...end('<p>It is {{NAME.</p>'), finds: /a template marker/ },
    { name: 'undefined', ...end('<p>It is undefined.</p>'), finds: /a value that is none/ },
    { name: '(null)', ...end('<p>It is (null).</p>'), finds: /a value that is none/ },
    { name: 'an entity', ...end('<p>A &amp;amp; B</p>'), finds: /escaped twice/ },
    { name: 'a link', ...end('<p>See [450](code:450).</p>'), finds: /not rendered/ },
    { name: 'two full stops', ...end('<p>It is so..</p>'), finds: /two full stops/ },
    { name: 'a space before a comma', ...end('<p>It , is so.</p>'), finds: /a space before a mark/ },
    { name: 'an empty heading', ...end('<h2> </h2>'), finds: /an empty <h2>/ },
    { name: 'an empty list item', ...end('<li></li>'), finds: /an empty <li>/ },
    { name: 'an empty definition', ...end('<dd><p></p></dd>'), finds: /an empty <dd>/ },
    { name: 'an empty cell', ...end('<table><tr><td>\n</td></tr></table>'), finds: /an empty <td>/ },
    { name: 'a paragraph twice', ...end(`<h2>Again</h2><p>${paragraph}</p>`), finds: /stands under two headings/ },
    { name: 'a sentence that is cut', ...end('<p>The server says that the mailbox is not availa</p>'), finds: /ends without a full stop/ },
    { name: 'a sentence that begins late', ...end('<p>the server says that the mailbox is not available.</p>'), finds: /begins in mid-sentence/ },
    { name: 'an ellipsis', ...end('<p>The server says that the mailbox is not availa…</p>'), finds: /is cut/ },
    { name: 'a verdict that is cut', file: 'en/smtp/5xx/index.html', from: /(class="verdict.*?refuses)[^<]*/s, to: '$1 for good: the same request, uncha', finds: /ends without/ },
    { name: 'a meaning under two codes', file: 'en/smtp/lines/google/index.html', from: /<dd>(.*?)<\/dd>(.*)<dd>.*?<\/dd>/s, to: '<dd>$1</dd>$2<dd>$1</dd>', finds: /stands under two headings/ },
    { name: 'a description that is cut', file: PAGE, from: /(name="description" content="[^"]*)[.?!]"/, to: '$1"', finds: /the description ends without/ },
  ], report);
}
