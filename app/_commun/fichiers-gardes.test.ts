import { expect, it } from 'vitest';
import { demandeDe, estNotre } from './fichiers-gardes';

const PAGE = 'https://extranet.exemple/aujourdhui/index.html';
const page = (texte: string, status = 200): Response =>
  new Response(texte, { status, headers: { 'content-type': 'text/html' } });

it('a script is asked of the server with what it holds; a page, without', () => {
  const integrity = 'sha384-abc';
  expect(demandeDe({ url: '/_next/static/a-1.js', revision: 'r1', integrity })).toEqual({
    ...{ credentials: 'same-origin', cache: 'reload', integrity },
  });
  expect(demandeDe({ url: '/index.html', revision: 'r1' })).toEqual({ credentials: 'same-origin', cache: 'reload' });
});

it('the page of a proxy, answered 200 under the name of one of ours, is not kept; ours is, be a line added to it', async () => {
  const notre = '<html><script src="/_next/static/chunks/main-1.js"></script>';
  expect(await estNotre(PAGE, page(notre))).toBe(true);
  expect(await estNotre(PAGE, page(`<script src="https://antivirus"></script>${notre}`))).toBe(true);
  expect(await estNotre(PAGE, page('<html>Authentifiez-vous auprès du mandataire</html>'))).toBe(false);
  expect(await estNotre(PAGE, page(notre, 503))).toBe(false);
});

it('what is no page of the export is known by what it holds, and is not read', async () => {
  const script = page('console.log(1)');
  expect(await estNotre('https://extranet.exemple/_next/static/a-1.js', script)).toBe(true);
  expect(script.bodyUsed).toBe(false);
  expect(await estNotre('https://extranet.exemple/404.html', page('', 404))).toBe(false);
});
