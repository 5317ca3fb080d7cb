import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifierArchive } from '#shared/domain/releve/verifier';
import { ajouterMois, moisParis, premierJour } from '#shared/temps/paris';
import { type Instant, instantSchema, type Mois, moisSchema } from '#shared/temps/types';
import { vueDossier } from '../../../adapters/dossier';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { ouvrirAutorite } from '../horodatage/autorite';
import { type AutoriteLocale, ouvrirAutoriteLocale } from '../horodatage/testing/autorite-locale';
import { archiver } from '../releves/archiver';
import { clore } from '../testing/petite-archive';
import { purgerReleves } from './releves';

// What both checks say of months that are no more: that of the product, and the program that shares nothing with it.

const VERIFIER = fileURLToPath(new URL('../../../../bin/verifier-archive', import.meta.url));
const M = (m: string): Mois => moisSchema.parse(m);
const I = (i: string): Instant => instantSchema.parse(i);

let magasin: Magasin;
let fermer: () => Promise<void>;
let racine: string;
beforeEach(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await preparerBases(magasin, horlogeSysteme());
  racine = await mkdtemp(join(tmpdir(), 'tg-elimination-'));
});
afterEach(async () => {
  await fermer();
  await rm(racine, { recursive: true, force: true });
});

const dossier = (): string => join(racine, 'archive');

const archiverMois = async (mois: string, autorite?: AutoriteLocale): Promise<void> => {
  await clore(magasin, 'EST', M(mois), ['U1']);
  const ports = {
    magasin,
    horloge: horlogeSysteme,
    dossier: dossier(),
    autorite: autorite && ouvrirAutorite(autorite),
  };
  const r = await archiver(ports, { mois: M(mois), antennes: ['EST'], auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
};

const eliminer = async (mois: string, instant: string): Promise<void> => {
  const retenue = { usagers: [], mois: new Set<Mois>(), retient: () => false };
  const r = await purgerReleves(dossier(), {
    limite: ajouterMois(M(mois), 1),
    retenue,
    instant: I(instant),
    aBlanc: false,
  });
  if (!r.ok || r.valeur.lignes.length !== 1) throw new Error('rien d’éliminé');
};

const duProduit = async (maintenant?: Instant) => {
  const vue = await vueDossier(dossier());
  if (!vue) throw new Error('pas d’archive');
  const { defauts, elimines } = await verifierArchive({ ...vue, ...(maintenant ? { maintenant } : {}) });
  return { codes: defauts.map((d) => d.code), messages: defauts.map((d) => d.message), elimines };
};
const delAutre = () => {
  const json = spawnSync(process.execPath, [VERIFIER, '--json', dossier()], { encoding: 'utf8' });
  const dit = spawnSync(process.execPath, [VERIFIER, dossier()], { encoding: 'utf8' });
  const r = JSON.parse(json.stdout) as { defauts: { code: string; message: string }[]; elimines: unknown };
  return { code: dit.status, dit: dit.stdout, codes: r.defauts.map((d) => d.code), elimines: r.elimines };
};

test('[RE] a month that its ten years have done away with is named, with the day it went', async () => {
  await archiverMois('2015-10');
  await archiverMois('2020-10');
  await eliminer('2015-10', '2025-11-04T02:00:00Z');
  const produit = await duProduit(horlogeSysteme());
  expect(produit).toMatchObject({
    codes: [],
    elimines: [{ antenne: 'EST', mois: '2015-10', instant: '2025-11-04T02:00:00Z' }],
  });
  const autre = delAutre();
  expect(autre).toMatchObject({
    code: 0,
    codes: [],
    elimines: [{ mois: 'EST 2015-10', instant: '2025-11-04T02:00:00Z' }],
  });
  expect(autre.dit).toContain('Éliminé le 2025-11-04 : EST 2015-10');
});

test('[RE] a month that is destroyed before its ten years is a defect, whatever the parameter was', async () => {
  await archiverMois('2026-09');
  await archiverMois('2026-10');
  await eliminer('2026-09', '2026-11-05T02:00:00Z');
  const produit = await duProduit();
  expect(produit.codes).toEqual(['AVANT_TERME']);
  expect(produit.messages[0]).toMatch(/septembre 2026 .*5.novembre.2026.*septembre 2036.*Remettez/);
  const autre = delAutre();
  expect(autre).toMatchObject({ code: 1, codes: ['AVANT_TERME'] });
  expect(autre.dit).toMatch(/EST 2026-09 .*2026-11-05.*2036-09/);
  expect(autre.dit).not.toContain('intacte');
});

test.each([
  ['2025-09-30T21:59:59Z', ['AVANT_TERME']],
  ['2025-09-30T22:00:00Z', []],
])('[RE] ten years are whole when the month’s last day is over in Paris: %s', async (instant, codes) => {
  await archiverMois('2015-09');
  await archiverMois('2020-10');
  await eliminer('2015-09', instant);
  expect((await duProduit()).codes).toEqual(codes);
  expect(delAutre().codes).toEqual(codes);
});

test('[RE] a line that gives itself a later day is not believed: neither a day to come, nor one after what an authority saw', async () => {
  await archiverMois('2026-09');
  await archiverMois('2026-10');
  await eliminer('2026-09', '2090-01-04T02:00:00Z');
  expect((await duProduit(I('2026-12-01T00:00:00Z'))).codes).toEqual(['AVANT_TERME']);
  expect(delAutre().codes).toEqual(['AVANT_TERME']);
});

test('[RE] an authority that dated the register before the ten years were over says that the month went before', async () => {
  const locale = await ouvrirAutoriteLocale();
  try {
    // Its ten years are over next month.
    const mois = ajouterMois(moisParis(horlogeSysteme()), -120);
    await archiverMois(mois);
    await eliminer(mois, `${premierJour(ajouterMois(mois, 121))}T12:00:00Z`);
    await archiverMois(ajouterMois(mois, 12), locale);
    expect((await duProduit()).codes).toEqual(['AVANT_TERME']);
    expect(delAutre().codes).toEqual(['AVANT_TERME']);
  } finally {
    await locale.fermer();
  }
});
