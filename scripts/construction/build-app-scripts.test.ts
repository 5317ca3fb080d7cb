import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { externaliserScripts, sortirScripts } from './build-app-scripts';

describe('sortirScripts', () => {
  it('sort chaque script en ligne à sa place, sans toucher aux autres', () => {
    const html =
      '<script src="/a.js" async=""></script><script>un()</script><p>x</p><script id="d">deux("</p>")</script>';
    const { html: sorti, scripts } = sortirScripts(html, '/s/');
    const noms = [...scripts.keys()];
    expect([...scripts.values()]).toEqual(['un()', 'deux("</p>")']);
    expect(sorti).toBe(
      `<script src="/a.js" async=""></script><script src="/s/${noms[0]}"></script><p>x</p><script id="d" src="/s/${noms[1]}"></script>`,
    );
  });
  it('laisse les données, et un script vide', () => {
    const html = '<script type="application/json">{"a":1}</script><script></script>';
    expect(sortirScripts(html, '/s/')).toEqual({ html, scripts: new Map() });
  });
  it('même contenu, même fichier ; refaire ne change rien', () => {
    const { html, scripts } = sortirScripts('<script>a</script><script>a</script>', '/s/');
    expect(scripts.size).toBe(1);
    expect(sortirScripts(html, '/s/')).toEqual({ html, scripts: new Map() });
  });
});

describe('externaliserScripts', () => {
  it('ne laisse aucun script en ligne dans aucune page de l’export', async () => {
    const dossier = await mkdtemp(join(tmpdir(), 'tg-export-'));
    await mkdir(join(dossier, 'interventions'));
    for (const page of ['index.html', 'interventions/index.html']) {
      await writeFile(join(dossier, page), `<script>commun</script><script>${page}</script>`);
    }
    expect(await externaliserScripts(dossier)).toBe(3);
    const ecrits = await readdir(join(dossier, '_next/static/pages-scripts'));
    expect(ecrits).toHaveLength(3);
    expect(await readFile(join(dossier, 'interventions/index.html'), 'utf8')).not.toMatch(/<script>[^<]/);
  });
});
