import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantSchema } from '#shared/temps/types';
import { type CleMaitresse, lireCle } from './cle';
import { ecrireCoffre, lireCoffre } from './coffre';
import { ErreurSauvegarde } from './entete';

const CLE: CleMaitresse = { mode: 'brute', octets: Buffer.alloc(32, 3) };
const BLOC = (1 << 20) + 16;
let dossier: string;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-coffre-'));
});
afterAll(() => rm(dossier, { recursive: true, force: true }));

const chemin = (nom: string): string => join(dossier, nom);
const entete = { serie: 'S', rang: 0, instant: instantSchema.parse('2026-11-25T08:00:00Z') };
/** Bytes that do not compress: a file of several blocks. */
const bruit = (taille: number): Buffer => {
  const morceaux: Buffer[] = [];
  for (let i = 0; i * 32 < taille; i += 1) morceaux.push(createHash('sha256').update(String(i)).digest());
  return Buffer.concat(morceaux).subarray(0, taille);
};
const ecrire = (nom: string, contenu: Buffer, cle: CleMaitresse = CLE) =>
  ecrireCoffre(
    { chemin: chemin(nom), cle, entete },
    (async function* () {
      yield contenu;
    })(),
  );
const lire = async (nom: string, cle: CleMaitresse = CLE): Promise<Buffer> => {
  const lus: Buffer[] = [];
  await lireCoffre(chemin(nom), cle, async (contenu) => {
    for await (const m of contenu) lus.push(m);
  });
  return Buffer.concat(lus);
};
const code = (p: Promise<unknown>): Promise<string> =>
  p.then(
    () => 'lu',
    (e: unknown) => (e instanceof ErreurSauvegarde ? e.code : `autre : ${String(e)}`),
  );

describe('un fichier chiffré', () => {
  it('rend ce qui y fut mis, quelle qu’en soit la taille ; son empreinte est celle de ses octets', async () => {
    for (const taille of [0, 1, 5_000, (1 << 20) * 2 + 17]) {
      const contenu = bruit(taille);
      const { empreinte, octets } = await ecrire('taille.tgs', contenu);
      const fichier = await readFile(chemin('taille.tgs'));
      expect([octets, empreinte]).toEqual([fichier.length, createHash('sha256').update(fichier).digest('hex')]);
      expect((await lire('taille.tgs')).equals(contenu)).toBe(true);
    }
    expect((await readdir(dossier)).filter((n) => n.endsWith('.tmp'))).toEqual([]);
  });

  it('ne laisse rien lire du contenu, et n’écrit jamais deux fois les mêmes octets', async () => {
    const contenu = Buffer.from('Jeanne LEBRUN, 177 rue Royer '.repeat(50));
    await ecrire('a.tgs', contenu);
    await ecrire('b.tgs', contenu);
    const [a, b] = [await readFile(chemin('a.tgs')), await readFile(chemin('b.tgs'))];
    expect(a.includes('LEBRUN')).toBe(false);
    expect(a.subarray(-64).equals(b.subarray(-64))).toBe(false);
  });

  it('tout octet changé est vu, où qu’il soit', async () => {
    await ecrire('intact.tgs', bruit(40_000));
    const intact = await readFile(chemin('intact.tgs'));
    await fc.assert(
      fc.asyncProperty(fc.nat(intact.length - 1), fc.integer({ min: 1, max: 255 }), async (ou, masque) => {
        const octets = Buffer.from(intact);
        octets[ou] = (octets[ou] ?? 0) ^ masque;
        await writeFile(chemin('altere.tgs'), octets);
        expect(await code(lire('altere.tgs'))).toBeOneOf(['ALTEREE', 'PAS_UNE_SAUVEGARDE']);
      }),
      { numRuns: 150 },
    );
  });

  it('toute fin coupée est vue, et dite', async () => {
    await ecrire('entier.tgs', bruit((1 << 20) * 3));
    const entier = await readFile(chemin('entier.tgs'));
    for (const garde of [0, 7, 50, 400, BLOC, 2 * BLOC, entier.length - 1]) {
      await writeFile(chemin('coupe.tgs'), entier.subarray(0, garde));
      expect(await code(lire('coupe.tgs'))).toBeOneOf(['COUPEE', 'ALTEREE', 'PAS_UNE_SAUVEGARDE']);
    }
  });

  it('coupé entre deux blocs, il le dit ; deux blocs échangés, ou répétés, sont vus', async () => {
    await ecrire('blocs.tgs', bruit((1 << 20) * 3));
    const f = await readFile(chemin('blocs.tgs'));
    const debut = 12 + f.readUInt32BE(8) + 32;
    const bloc = (n: number): Buffer => f.subarray(debut + n * BLOC, debut + (n + 1) * BLOC);
    const essayer = async (...morceaux: Buffer[]): Promise<string> => {
      await writeFile(chemin('essai.tgs'), Buffer.concat([f.subarray(0, debut), ...morceaux]));
      return code(lire('essai.tgs'));
    };
    const fin = f.subarray(debut + 2 * BLOC);
    expect(await essayer(bloc(0), bloc(1), fin)).toBe('lu');
    expect(await essayer(bloc(0), bloc(1))).toBe('COUPEE');
    expect(await essayer()).toBe('COUPEE');
    expect(await essayer(bloc(1), bloc(0), fin)).toBe('ALTEREE');
    expect(await essayer(bloc(0), bloc(0), bloc(1), fin)).toBe('ALTEREE');
    expect(await essayer(bloc(0), fin)).toBe('ALTEREE');
  });

  it('une autre clé est dite fausse, et non le fichier altéré ; un bloc d’un autre fichier n’entre pas', async () => {
    await ecrire('un.tgs', bruit(100));
    await ecrire('autre.tgs', bruit(100));
    expect(await code(lire('un.tgs', { mode: 'brute', octets: Buffer.alloc(32, 4) }))).toBe('CLE_FAUSSE');
    expect(await code(lire('un.tgs', { mode: 'phrase', phrase: 'une phrase, pas une clé' }))).toBe('CLE_FAUSSE');
    const [un, autre] = [await readFile(chemin('un.tgs')), await readFile(chemin('autre.tgs'))];
    const debut = 12 + un.readUInt32BE(8) + 32;
    await writeFile(chemin('greffe.tgs'), Buffer.concat([un.subarray(0, debut), autre.subarray(debut)]));
    expect(await code(lire('greffe.tgs'))).toBe('ALTEREE');
  });

  it('une phrase fait une clé', async () => {
    const cle: CleMaitresse = { mode: 'phrase', phrase: 'trois petits chats sur le toit' };
    await ecrire('phrase.tgs', Buffer.from('x'), cle);
    expect((await lire('phrase.tgs', cle)).toString()).toBe('x');
    expect(await code(lire('phrase.tgs', { mode: 'phrase', phrase: 'trois petits chiens sur le toit' }))).toBe(
      'CLE_FAUSSE',
    );
  });

  it('un contenu qui ne vient pas jusqu’au bout ne laisse aucun fichier', async () => {
    const coupe = (async function* () {
      yield Buffer.from('début');
      throw new Error('magasin perdu');
    })();
    await expect(ecrireCoffre({ chemin: chemin('jamais.tgs'), cle: CLE, entete }, coupe)).rejects.toThrow(
      'magasin perdu',
    );
    expect((await readdir(dossier)).filter((n) => n.startsWith('jamais'))).toEqual([]);
  });
});

describe('SAUVEGARDE_CLE', () => {
  it.each([
    [undefined, 'CLE_ABSENTE'],
    ['trop court', 'CLE_FAIBLE'],
  ])('%s : refusée', (texte, attendu) => {
    const r = lireCle(texte);
    expect(r.ok || r.refus.code).toBe(attendu);
  });
  it('32 octets en hexadécimal ou en base64, ou une phrase', () => {
    const octets = Buffer.alloc(32, 9);
    for (const t of [octets.toString('hex'), octets.toString('base64')])
      expect(lireCle(t)).toEqual({ ok: true, valeur: { mode: 'brute', octets } });
    expect(lireCle('une phrase assez longue')).toMatchObject({ valeur: { mode: 'phrase' } });
  });
});
