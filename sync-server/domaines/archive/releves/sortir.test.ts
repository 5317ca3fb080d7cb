import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesAntennes, poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { cheminChaine, cheminObjet } from '#shared/domain/releve/chemins';
import { type Mois, moisSchema } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { purgerReleves } from '../conservation/releves';
import { ecrirePetiteArchive, type PetiteArchive } from '../testing/petite-archive';
import { preparerSeda } from './seda/paquet';
import { trouverReleves } from './trouver';

// What comes out of an archive: one statement, or a month for a deposit.

const M = (m: string): Mois => moisSchema.parse(m);
const NOVEMBRE = M('2026-11');
const SCHEMA = fileURLToPath(new URL('./seda/seda-2.2-sous-ensemble.xsd', import.meta.url));
const PARTIES = { archives: 'FRAD075', versant: 'CASVP', accord: 'AV-12' };

let archive: PetiteArchive;
let racine: string;
beforeAll(async () => {
  archive = await ecrirePetiteArchive();
  racine = mkdtempSync(join(tmpdir(), 'tg-sortir-'));
});
afterAll(async () => {
  await archive.fermer();
  rmSync(racine, { recursive: true, force: true });
});

const sha256 = (o: string | Uint8Array): string => createHash('sha256').update(o).digest('hex');
const alteree = (nom: string, alterer: (dossier: string) => void): string => {
  const dossier = join(racine, nom);
  cpSync(archive.dossier, dossier, { recursive: true });
  alterer(dossier);
  return dossier;
};

test('[RE] a statement is found by usager and month, as it was sealed; another antenna’s is not given', async () => {
  const r = await trouverReleves(archive.dossier, { usagerId: 'U3', mois: NOVEMBRE });
  if (!r.ok) throw new Error(r.refus.message);
  expect(r.valeur.map((x) => [x.antenne, x.entree.usagerId, x.entree.mois])).toEqual([['SUD', 'U3', NOVEMBRE]]);
  const [trouve] = r.valeur;
  expect(trouve && sha256(trouve.pdf)).toBe(trouve?.entree.pdf);
  expect(JSON.parse(trouve?.donnees ?? '').etat.usagerId).toBe('U3');
  for (const c of [
    { usagerId: 'U3', mois: NOVEMBRE, antennes: ['EST'] as const },
    { usagerId: 'U', mois: NOVEMBRE },
    { usagerId: 'U3', mois: M('2026-10') },
  ])
    expect(await trouverReleves(archive.dossier, c)).toMatchObject({ ok: false, refus: { code: 'RELEVE_INCONNU' } });
  const pdf = cheminObjet(trouve?.entree.pdf ?? '', 'pdf');
  const faux = alteree('faux', (d) => writeFileSync(join(d, pdf), 'autre'));
  expect(await trouverReleves(faux, { usagerId: 'U3', mois: NOVEMBRE })).toMatchObject({
    refus: { code: 'ARCHIVE_ALTEREE' },
  });
});

const preparer = async (dossier: string, vers: string, mois = NOVEMBRE) => {
  const r = await preparerSeda(dossier, { ...PARTIES, mois, vers: join(racine, vers) });
  return r.ok ? { ...r.valeur, octets: readFileSync(r.valeur.fichier) } : r.refus.code;
};

test('[RE] a month becomes a SEDA transfer: valid, ten years, every file there with its hash, with what proves it', async () => {
  const p = await preparer(archive.dossier, 'un');
  if (typeof p === 'string') throw new Error(p);
  const contenu = unzipSync(p.octets);
  const manifeste = Buffer.from(contenu['manifest.xml'] ?? []).toString('utf8');
  const xsd = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(SCHEMA)));
  const valider = (xml: string): void => {
    const doc = XmlDocument.fromString(xml);
    try {
      xsd.validate(doc);
    } finally {
      doc.dispose();
    }
  };
  expect(() => valider(manifeste)).not.toThrow();
  for (const [vrai, faux] of [
    ['<Rule>P10Y</Rule>', ''],
    ['algorithm="SHA-256"', 'algorithm="MD5"'],
    ['<DescriptionLevel>Item<', '<DescriptionLevel>Piece<'],
  ] as const)
    expect(() => valider(manifeste.replace(vrai, faux))).toThrow();

  const groupes = [...manifeste.matchAll(/<DataObjectGroup id="([^"]+)"/g)].map((x) => x[1]);
  const vises = [...manifeste.matchAll(/<DataObjectGroupReferenceId>([^<]+)</g)].map((x) => x[1]);
  expect(vises.sort()).toEqual(groupes.sort());
  const cites = [
    ...manifeste.matchAll(
      /<Uri>([^<]+)<\/Uri>\s*<MessageDigest algorithm="SHA-256">(\w+)<\/MessageDigest>\s*<Size>(\d+)</g,
    ),
  ];
  expect(cites.length).toBe(Object.keys(contenu).length - 1);
  for (const [, uri = '', empreinte, taille] of cites) {
    expect(sha256(contenu[uri] ?? new Uint8Array())).toBe(empreinte);
    expect(contenu[uri]?.length).toBe(Number(taille));
  }
  expect(p).toMatchObject({ releves: 3, fichiers: cites.length + 1 });
  expect(manifeste).toContain('<Rule>P10Y</Rule>');
  expect(manifeste).toContain('<StartDate>2026-12-01</StartDate>');
  expect(Object.keys(contenu).filter((n) => n.endsWith('.tsr')).length).toBe(2);
});

test('[CL-2] the same archive gives the same transfer, in another time zone too; an altered or missing month gives none', async () => {
  const avant = process.env.TZ;
  const un = await preparer(archive.dossier, 'tz1');
  process.env.TZ = 'Pacific/Auckland';
  const deux = await preparer(archive.dossier, 'tz2');
  if (avant === undefined) delete process.env.TZ;
  else process.env.TZ = avant;
  if (typeof un === 'string' || typeof deux === 'string') throw new Error('refusé');
  expect(sha256(deux.octets)).toBe(sha256(un.octets));
  const sans = alteree('sans', (d) => rmSync(join(d, 'objets'), { recursive: true }));
  expect(await preparer(sans, 'x')).toBe('ARCHIVE_ALTEREE');
  const vide = await preparerSeda(archive.dossier, { ...PARTIES, mois: M('2026-01'), vers: racine });
  expect(vide).toMatchObject({ refus: { code: 'MOIS_NON_ARCHIVE' } });
});

test('[RE] a chain that is listed and lost is refused by name, and never taken for a month without visits', async () => {
  const perdue = alteree('perdue', (d) => rmSync(join(d, cheminChaine('SUD', NOVEMBRE))));
  const phrase = 'Les relevés de novembre 2026 de l’antenne Sud manquent à l’archive, qui les annonce';
  const altere = { ok: false, refus: { code: 'ARCHIVE_ALTEREE', message: expect.stringContaining(phrase) } };
  expect(await trouverReleves(perdue, { usagerId: 'U3', mois: NOVEMBRE })).toMatchObject(altere);
  expect(await preparerSeda(perdue, { ...PARTIES, mois: NOVEMBRE, vers: racine })).toMatchObject(altere);
  expect(await trouverReleves(perdue, { usagerId: 'U1', mois: NOVEMBRE, antennes: ['EST'] })).toMatchObject({
    ok: true,
  });
});

test('[RE] a month that was done away with is said to be, with the day; nothing is looked for', async () => {
  const partie = alteree('partie', () => undefined);
  const retenue = { usagers: [], mois: new Set<Mois>(), retient: () => false };
  const purge = { limite: M('2026-12'), retenue, instant: paris('2037-01-04 03:00'), aBlanc: false };
  expect((await purgerReleves(partie, purge)).ok).toBe(true);
  const elimine = {
    ok: false,
    refus: { code: 'RELEVES_ELIMINES', message: expect.stringContaining('Sud, éliminé le 4\u00a0janvier\u00a02037') },
  };
  expect(await trouverReleves(partie, { usagerId: 'U3', mois: NOVEMBRE })).toMatchObject(elimine);
  expect(await preparerSeda(partie, { ...PARTIES, mois: NOVEMBRE, vers: racine })).toMatchObject(elimine);
});

test('[RE] the antennas that a transfer lacks are named; of one antenna alone, it is called after it, and replaces no other', async () => {
  const vers = join(racine, 'parties');
  const de = async (...antennes: ('EST' | 'SUD')[]) => {
    const partie = antennes.length > 0 ? { antennes } : {};
    const r = await preparerSeda(archive.dossier, { ...PARTIES, mois: NOVEMBRE, vers, ...partie });
    if (!r.ok) throw new Error(r.refus.message);
    const xml = Buffer.from(unzipSync(readFileSync(r.valeur.fichier))['manifest.xml'] ?? []).toString('utf8');
    const [, id] = /<MessageIdentifier>([^<]+)</.exec(xml) ?? [];
    return [basename(r.valeur.fichier), id, r.valeur.sans.map((x) => x.antenne)];
  };
  const autres = codesAntennes().filter((a) => a !== 'EST' && a !== 'SUD');
  expect(await de()).toEqual(['SEDA_RELEVES_202611.zip', 'RELEVES_2026-11', autres]);
  expect(await de('EST')).toEqual(['SEDA_RELEVES_202611_EST.zip', 'RELEVES_2026-11_EST', []]);
  expect(await de('SUD')).toEqual(['SEDA_RELEVES_202611_SUD.zip', 'RELEVES_2026-11_SUD', []]);
});

test('[CL-2] [RE] antennas that have another name since are described by the one of their own closing, in the same bytes', async () => {
  const avant = await preparer(archive.dossier, 'nom1');
  const jusqua = paris('2026-12-20 09:00');
  const ancien = poserRegistre(
    registreEnPlace().map((f) => ({
      ...f,
      libelle: `Grand ${f.libelle}`,
      avant: [{ libelle: f.libelle, adresse: f.adresse, jusqua }],
    })),
  );
  try {
    const apres = await preparer(archive.dossier, 'nom2');
    const decembre = await preparer(archive.dossier, 'nom3', M('2026-12'));
    if (typeof avant === 'string' || typeof apres === 'string' || typeof decembre === 'string')
      throw new Error('refusé');
    expect(sha256(apres.octets)).toBe(sha256(avant.octets));
    const titres = Buffer.from(unzipSync(decembre.octets)['manifest.xml'] ?? []).toString('utf8');
    expect(titres).toContain('Relevés de l’antenne Grand Est, décembre 2026');
  } finally {
    poserRegistre(ancien);
  }
});
