import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moisSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ErreurRefusee } from '../../../socle/travaux';
import { preparerBases } from '../../../store/preparer-bases';
import { travauxConservation } from '../conservation/travaux';
import { archiver } from '../releves/archiver';
import { clore } from '../testing/petite-archive';
import { type Autorite, ouvrirAutorite } from './autorite';
import { type AutoriteLocale, ouvrirAutoriteLocale } from './testing/autorite-locale';

const OCTOBRE = moisSchema.parse('2026-10');
const MOIS = Buffer.from('{"mois":"2026-10"}');

let locale: AutoriteLocale;
let autorite: Autorite;
beforeAll(async () => {
  locale = await ouvrirAutoriteLocale();
  autorite = ouvrirAutorite(locale);
});
afterAll(() => locale.fermer());

const code = async (a: Autorite = autorite): Promise<string> => {
  const r = await a.horodater(MOIS);
  return r.ok ? 'accepté' : r.refus.code;
};

test('[RE] a time-stamp by an authority that is trusted gives its instant; OpenSSL finds it good too', async () => {
  const avant = Date.now();
  const r = await autorite.horodater(MOIS);
  if (!r.ok) throw new Error(r.refus.message);
  expect(Math.abs(Date.parse(r.valeur.instant) - avant)).toBeLessThan(600_000);
  expect(await autorite.juger(r.valeur.reponse, MOIS)).toEqual({ ok: true, valeur: { instant: r.valeur.instant } });
  const dossier = await mkdtemp(join(tmpdir(), 'tg-jeton-'));
  await writeFile(join(dossier, 'r.tsr'), r.valeur.reponse);
  const empreinte = createHash('sha256').update(MOIS).digest('hex');
  const args = ['ts', '-verify', '-in', join(dossier, 'r.tsr'), '-digest', empreinte, '-CAfile', locale.ca];
  expect(execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()).toContain('OK');
  await rm(dossier, { recursive: true });
});

test('[RE] any byte of the answer altered, and it proves nothing, or the same', async () => {
  const r = await autorite.horodater(MOIS);
  if (!r.ok) throw new Error(r.refus.message);
  const { reponse, instant } = r.valeur;
  let refuses = 0;
  for (let i = 0; i < reponse.length; i += 23) {
    const faux = Buffer.from(reponse);
    faux[i] = (faux[i] ?? 0) ^ 0x15;
    const juge = await autorite.juger(faux, MOIS);
    // Some bytes say nothing: a text of the status, a parameter that is ignored.
    if (juge.ok) expect(juge.valeur.instant).toBe(instant);
    else refuses += 1;
  }
  expect(refuses).toBeGreaterThan(0.8 * Math.floor(reponse.length / 23));
  const autre = await autorite.juger(reponse, Buffer.from('{"mois":"2026-11"}'));
  expect(autre.ok ? 'accepté' : autre.refus.code).toBe('EMPREINTE');
});

test.each([
  ['muette', 'INJOIGNABLE'],
  ['erreur', 'INJOIGNABLE'],
  ['bruit', 'ILLISIBLE'],
  ['refus', 'REFUSE'],
  ['autreEmpreinte', 'EMPREINTE'],
  ['autreNonce', 'NONCE'],
] as const)('[RE] an answer that proves nothing is refused: %s', async (panne, attendu) => {
  locale.panne(panne);
  expect(await code()).toBe(attendu);
  locale.panne('aucune');
  expect(await code()).toBe('accepté');
});

test('[RE] an authority whose certificate changed, or that is not trusted, is refused', async () => {
  expect(await code(ouvrirAutorite({ ...locale, ca: '/nulle/part.pem' }))).toBe('CERTIFICAT');
  locale.changerDeRacine();
  expect(await code()).toBe('CERTIFICAT');
});

test('[RE] the job fails, with its reason, while the authority that is set has not dated the last archived month', async () => {
  const autorite = await ouvrirAutoriteLocale();
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  const dataDir = await mkdtemp(join(tmpdir(), 'tg-horodater-'));
  await preparerBases(magasin, horlogeSysteme());
  const p = { magasin, horloge: horlogeSysteme, dossier: join(dataDir, 'archive') };
  const fichiers = { depot: join(dataDir, 'depot'), reserve: join(dataDir, 'envois'), relevesRepris: dataDir };
  const horodater = (a: Autorite | undefined): Promise<number | string> =>
    travauxConservation({ ...p, fichiers, autorite: a })
      .horodater()
      .catch((e: unknown) => (e instanceof ErreurRefusee ? e.code : String(e)));
  try {
    // Nothing is archived yet: nothing to date.
    autorite.panne('muette');
    expect(await horodater(ouvrirAutorite(autorite))).toBe(0);
    await clore(magasin, 'EST', OCTOBRE, ['U1']);
    const r = await archiver({ ...p, autorite: undefined }, { mois: OCTOBRE, antennes: ['EST'], auteur: 'essai' });
    expect(r.ok && r.valeur.horodatage.etat).toBe('SANS_AUTORITE');
    expect(await horodater(undefined)).toBe(0);
    expect(await horodater(ouvrirAutorite(autorite))).toBe('INJOIGNABLE');
    expect(await horodater(ouvrirAutorite({ ...autorite, ca: '/nulle/part.pem' }))).toBe('CERTIFICAT');
    autorite.panne('aucune');
    expect(await horodater(ouvrirAutorite(autorite))).toBe(1);
    autorite.panne('muette');
    // Dated once: nothing is asked any more.
    expect(await horodater(ouvrirAutorite(autorite))).toBe(0);
  } finally {
    await fermer();
    await autorite.fermer();
    await rm(dataDir, { recursive: true, force: true });
  }
});
