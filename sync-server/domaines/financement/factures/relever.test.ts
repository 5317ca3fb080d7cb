import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Compte } from '#shared/contrats/acces/compte';
import { antenneSchema } from '#shared/contrats/antenne';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { codesAntennes, poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { compte as faireCompte } from '#shared/testing/constructeurs';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import type { Courriel } from '../../../ports/courriel';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, plageDuType } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { entourer } from '../../../store/testing/entourer';
import { lireAudit } from '../../audit/lire';
import { ecrireParametre } from '../../exploitation/parametres/parametres';
import type { PortsEnvois } from '../envois/ports';
import { deposerFacture } from './deposer';
import { listerFactures, ouvrirFacture } from './lire';
import { releverFactures } from './relever';

let p: PortsEnvois;
let racine: string;
let fermer: () => Promise<void>;
const courriels: Courriel[] = [];
const horloge = () => '2026-11-20T08:00:00Z' as Instant;
const PDF = '%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n';
const deposer = (nom: string, contenu = PDF) => writeFile(join(racine, 'depot/factures', nom), contenu);

beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-factures-'));
  await mkdir(join(racine, 'depot/factures'), { recursive: true });
  const essai = await ouvrirMagasinEnMemoire();
  fermer = essai.fermer;
  await preparerBases(essai.magasin, horloge());
  p = {
    magasin: essai.magasin,
    horloge,
    reserve: ouvrirReserve(join(racine, 'envois')),
    depots: { DASES: depotDossier(join(racine, 'depot')) },
    table: TABLE_PAR_DEFAUT,
    courrier: {
      envoyer: async (c) => {
        courriels.push(c);
        return { ok: true, valeur: { id: 'x' } };
      },
    },
    extranet: () => 'https://extranet.test',
  };
  await ecrireParametre(p.magasin, horloge, {
    cle: 'destinatairesDigest',
    valeur: '{"SUD":["sud@example.org"]}',
    depuis: '2026-01-01',
    auteur: 'essai',
  });
});
afterAll(async () => {
  await fermer();
  await rm(racine, { recursive: true, force: true });
});

test('invoices of the inbox are filed once, announced to their antenna without names; the others are put aside with the reason', async () => {
  await deposer('FACTURE_APA_13_202610.pdf');
  await deposer('FACTURE_ASL_PH_75012_202610.pdf');
  await deposer('FACTURE_APA_14_202610.pdf', 'pas un PDF');
  await deposer('FACTURE_APA_25_202610.pdf');
  await deposer('lisez-moi.txt', 'bonjour');
  await deposer('FACTURE_APA_13_202610.pdf.sha256', 'x');
  await symlink(
    join(racine, 'depot/factures/FACTURE_APA_13_202610.pdf'),
    join(racine, 'depot/factures/FACTURE_APA_16_202610.pdf'),
  );
  const r = await releverFactures(p);
  expect(r.pris.sort()).toEqual(['FACTURE_APA_13_202610.pdf', 'FACTURE_ASL_PH_75012_202610.pdf']);
  expect(r.ecartes.map((e) => e.nom).sort()).toEqual([
    'FACTURE_APA_14_202610.pdf',
    'FACTURE_APA_16_202610.pdf',
    'FACTURE_APA_25_202610.pdf',
    'lisez-moi.txt',
  ]);
  expect(r.ecartes.find((e) => e.nom.includes('_16_'))?.raison).toMatch(/est un lien, et non un fichier/);
  expect(courriels.map((c) => c.a)).toEqual([['sud@example.org']]);
  expect(courriels[0]?.texte).toContain('APA, 13e arrondissement, octobre 2026');
  const lire = (antennes: readonly Antenne[]) => listerFactures(p, '2026-10' as Mois, { identifiant: 'x', antennes });
  expect((await lire(codesAntennes())).map((f) => [f.id, f.antenne, f.par])).toEqual([
    ['facture:2026-10:APA:13', 'SUD', 'DASES'],
    ['facture:2026-10:ASL_PH:12', 'EST', 'DASES'],
  ]);
  expect(await lire(['SUD'])).toHaveLength(1);
  expect(await releverFactures(p)).toEqual({ pris: [], ecartes: [], pannes: [] });
});

test('who asked for the mails of an antenna is told of its invoices too, while it is hers; each once', async () => {
  const compte = (identifiant: string, plus: object = {}) => ({
    ...faireCompte(identifiant, { antennes: ['SUD'], courriel: `${identifiant}@example.org`, digest: ['SUD'] }),
    ...plus,
  });
  const siennes = [
    compte('anne'),
    compte('sud'),
    compte('partie', { actif: false }),
    compte('mutee', { antennes: ['EST'] }),
  ];
  await ecrireTout(p.magasin, BASE_CENTRALE, siennes);
  const avant = courriels.length;
  await deposer('FACTURE_APA_14_202609.pdf');
  await releverFactures(p);
  expect(courriels.slice(avant).map((c) => c.a)).toEqual([['sud@example.org', 'anne@example.org']]);
  // Whose antenna has no address set for it has hers.
  await ecrireTout(p.magasin, BASE_CENTRALE, [compte('eve', { antennes: ['EST'], digest: ['EST'] })]);
  await deposer('FACTURE_APA_12_202609.pdf');
  await releverFactures(p);
  expect(courriels.at(-1)?.a).toEqual(['eve@example.org']);
  const lus = await lirePlage<Compte>(p.magasin, BASE_CENTRALE, plageDuType('compte'));
  await ecrireTout(
    p.magasin,
    BASE_CENTRALE,
    lus.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
  );
});

test('the mail names the aid and the arrondissement as the screen does, and a second invoice is refused in the same words', async () => {
  await ecrireParametre(p.magasin, horloge, {
    cle: 'destinatairesDigest',
    valeur: '{"CENTRE":["centre@example.org"],"SUD":["sud@example.org"]}',
    depuis: '2026-01-01',
    auteur: 'essai',
  });
  const nom = 'FACTURE_ASL_PA_1_202610.pdf';
  await deposer(nom);
  await releverFactures(p);
  expect(courriels.at(-1)).toMatchObject({
    a: ['centre@example.org'],
    texte: expect.stringContaining('- ASL personnes âgées, 1er arrondissement, octobre 2026\n'),
  });
  const autre = { nom, octets: Buffer.from(`${PDF}%autre\n%%EOF\n`), par: 'nina' };
  const refus = async (antenne: Antenne) => {
    const r = await deposerFacture(p, { ...autre, antennes: [antenne] });
    return r.ok ? '' : r.refus.message;
  };
  expect(await refus('CENTRE')).toContain('une autre facture ASL personnes âgées du 1er arrondissement');
  expect(await refus('SUD')).toContain('le 1er arrondissement est à l’antenne Centre');
});

test('stopped anywhere between the filing, its trace, its note and the mail, an invoice is found again: filed, traced and told once', async () => {
  const stops = async (n: number): Promise<number> => {
    let faites = 0;
    const arret = (): void => {
      faites += 1;
      if (faites === n) throw new Error('arrêt');
    };
    const magasin = entourer(p.magasin, async (o, faire) => {
      const r = await faire();
      if (o.nom === 'ecrire') arret();
      return r;
    });
    const courrier: PortsEnvois['courrier'] = {
      envoyer: async (c) => {
        const r = await p.courrier?.envoyer(c);
        arret();
        return r ?? { ok: true, valeur: { id: '' } };
      },
    };
    await releverFactures({ ...p, magasin, courrier }).catch(() => undefined);
    return faites;
  };
  const avant = courriels.length;
  await deposer('FACTURE_PCH_13_202610.pdf', `${PDF}%PCH\n%%EOF\n`);
  // Filing, trace, note, mail, told: each has its stop.
  let arrets = 0;
  while ((await stops(arrets + 1)) === arrets + 1) arrets += 1;
  expect(arrets).toBeGreaterThanOrEqual(3);
  expect(await releverFactures(p)).toEqual({ pris: [], ecartes: [], pannes: [] });
  const [f] = await listerFactures(p, '2026-10' as Mois, { identifiant: 'y', antennes: ['SUD'] }).then((l) =>
    l.filter((x) => x.nature === 'PCH'),
  );
  expect(f?.nom).toBe('FACTURE_PCH_13_202610.pdf');
  const audit = await lireAudit(p.magasin, { action: 'FACTURE' });
  expect(audit.entrees.filter((e) => e.objet === 'reçue facture:2026-10:PCH:13')).toHaveLength(1);
  expect(new Set(courriels.slice(avant).map((c) => c.cle)).size).toBe(1);
});

test('the whole PDF that follows a cut one is taken; another one for the same month is put aside; a lost one is said', async () => {
  await deposer('FACTURE_APA_14_202610.pdf', `${PDF}%%EOF\n`);
  await deposer('FACTURE_APA_13_202610.pdf', `${PDF} autre %%EOF\n`);
  const r = await releverFactures(p);
  expect(r.pris).toEqual(['FACTURE_APA_14_202610.pdf']);
  expect(r.ecartes[0]?.raison).toMatch(/déjà rangée pour octobre 2026/);
  await rm(join(racine, 'envois'), { recursive: true });
  const lecteur = { identifiant: 'x', antennes: codesAntennes() };
  expect(await ouvrirFacture(p, 'facture:2026-10:APA:13', lecteur)).toMatchObject({
    refus: { code: 'FACTURE_PERDUE' },
  });
});

test('the invoice of an arrondissement that a new antenna took over goes to it: its mail, its list, its filing by hand', async () => {
  const NEUF = antenneSchema.parse('SUD_NEUF');
  const le = '2026-10-01' as DateCivile;
  poserRegistre([
    ...REGISTRE_DE_DEPART.map((f) => (f.code === 'SUD' ? { ...f, fermeeLe: le } : f)),
    { code: NEUF, libelle: 'Sud neuf', arrondissements: [13, 14], adresse: ['', ''], ouverteLe: le },
  ]);
  try {
    await ecrireParametre(p.magasin, horloge, {
      cle: 'destinatairesDigest',
      valeur: '{"SUD":["sud@example.org"],"SUD_NEUF":["neuf@example.org"]}',
      depuis: '2026-01-01',
      auteur: 'essai',
    });
    const avant = courriels.length;
    await deposer('FACTURE_ASL_PA_13_202610.pdf');
    expect((await releverFactures(p)).pris).toEqual(['FACTURE_ASL_PA_13_202610.pdf']);
    expect(courriels.slice(avant).map((c) => c.a)).toEqual([['neuf@example.org']]);
    const nom = 'FACTURE_ASL_PA_14_202610.pdf';
    const depot = { nom, octets: Buffer.from(PDF), par: 'nina' };
    expect(await deposerFacture(p, { ...depot, antennes: ['SUD'] })).toMatchObject({ refus: { code: 'ANTENNE' } });
    expect(await deposerFacture(p, { ...depot, antennes: [NEUF] })).toMatchObject({ ok: true });
    const lecteur = { identifiant: 'nina', antennes: [NEUF] };
    const lues = await listerFactures(p, '2026-10' as Mois, lecteur);
    expect(lues.map((f) => [f.id, f.antenne])).toEqual([
      ['facture:2026-10:ASL_PA:13', NEUF],
      ['facture:2026-10:ASL_PA:14', NEUF],
    ]);
    expect(await ouvrirFacture(p, 'facture:2026-10:ASL_PA:13', lecteur)).toMatchObject({ ok: true });
  } finally {
    poserRegistre(REGISTRE_DE_DEPART);
  }
});
