import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { peserScripts } from './build-app-poids';

const dossiers: string[] = [];
afterEach(async () => {
  for (const d of dossiers.splice(0)) await rm(d, { recursive: true, force: true });
});

test('each script that a page names is weighed once, as gzip carries it; not those of old browsers', async () => {
  const sortie = await mkdtemp(join(tmpdir(), 'poids-'));
  dossiers.push(sortie);
  const chunks = join(sortie, '_next/static/chunks');
  await mkdir(join(chunks, 'app/[id]'), { recursive: true });
  // Nothing of it can be packed.
  for (const nom of ['a.js', 'polyfills-1.js', 'app/[id]/page.js', 'autre.js'])
    await writeFile(join(chunks, nom), randomBytes(30_000).toString('latin1'), 'latin1');
  await writeFile(
    join(sortie, 'page.html'),
    [
      '<script src="/_next/static/chunks/a.js" async=""></script>',
      '<script src="/_next/static/chunks/polyfills-1.js" noModule=""></script>',
      '<script src="/_next/static/chunks/app/%5Bid%5D/page.js" async=""></script>',
      '<script>self.f.push("/_next/static/chunks/a.js\\"")</script>',
    ].join(''),
  );
  expect(Math.round(await peserScripts(sortie, 'page.html'))).toBe(60);
});
