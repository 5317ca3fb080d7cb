import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { antenneSchema, type FicheAntenne } from '#shared/contrats/antenne';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import {
  etatsProFormaSchema,
  explicationSchema,
  prefacturationSchema,
} from '#shared/contrats/financement/prefacturation';
import { BASE_CENTRALE, baseAntenne, idCloture } from '#shared/contrats/ids';
import { poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { lireFichier } from '#shared/formats/codec-lecture';
import { PREFACTURATION } from '#shared/formats/prefacturation/prefacturation';
import type { DateCivile } from '#shared/temps/types';
import { cloture, etatFige, FINANCEURS, MOIS } from '#shared/testing/releves';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { lireUn } from '../../../store/lire';
import { lireAudit } from '../../audit/lire';
import { empreinteFigee } from '../../cloture/clore/ecrire';
import { lignesVentilation } from '../../cloture/exporter/exporter-lignes';

// October of EST is closed: two usagers. SUD has one, whose name nobody of EST may read. September is open everywhere.

const ETATS: EtatFige[] = [etatFige('U1'), etatFige('U2', { nom: 'ABADIE' }, 10)];
const SECRET = 'SECRETDUSUD';
let banc: Banc;
const clients: Record<string, Client> = {};

beforeAll(async () => {
  banc = await ouvrirBanc();
  const { magasin } = banc;
  const clore = async (antenne: 'EST' | 'SUD', etats: EtatFige[]) => {
    const docs = etats.map((e) => ({ ...e, antenne }));
    const doc = cloture({ antenne, usagers: docs.length, empreinte: await empreinteFigee(docs) });
    await ecrireTout(magasin, baseAntenne(antenne), [...docs, doc]);
  };
  await clore('EST', ETATS);
  await clore('SUD', [etatFige('U9', { nom: SECRET }, 3)]);
  await ecrireTout(magasin, BASE_CENTRALE, FINANCEURS);
  await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
  for (const qui of ['est', 'siege']) clients[qui] = await banc.connecter(qui);
});
afterAll(() => banc.fermer());

const demander = async (qui: string, chemin: string): Promise<Response> => {
  const r = await clients[qui]?.appeler('GET', `/api/${chemin}`);
  if (!r) throw new Error(`pas de session ${qui}`);
  return r;
};
const refus = async (qui: string, chemin: string) => {
  const r = await demander(qui, chemin);
  return [r.status, (await corpsDe(r)).code];
};
const lire = async (qui = 'est', antenne = 'EST', mois: string = MOIS) => {
  const r = await demander(qui, `prefacturation?antenne=${antenne}&mois=${mois}`);
  expect([r.status, r.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return prefacturationSchema.parse(await r.json());
};

describe('[CL-2] the month of a closed antenna', () => {
  test('its lines have VENTILATION’s minutes, the names of their usagers, and what was closed', async () => {
    const p = await lire();
    expect(p.cloture).toMatchObject({ numero: 3, empreinte: await empreinteFigee(ETATS) });
    expect(p.usagers).toEqual({ U1: 'DELAUNAY Françoise', U2: 'ABADIE Françoise' });
    expect(p.proFormas).toEqual(['APA']);
    expect(p.lignes.map((l) => [l.usagerId, l.numeroPec, l.codeFinanceur, l.intervenantId, l.minutes])).toEqual(
      lignesVentilation(ETATS).map((v) => [
        v.id_millesime,
        v.numero_pec,
        v.code_financeur,
        v.id_intervenant,
        v.minutes,
      ]),
    );
  });

  test('its bills on the screen are a reading of the files of their usagers, noted each time', async () => {
    const notees = async () => (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees;
    const avant = (await notees()).length;
    await lire('siege');
    await lire('siege');
    const apres = await notees();
    expect(apres.length - avant).toBe(2);
    expect(apres[0]).toMatchObject({ auteur: 'siege', objet: `préfacturation EST ${MOIS} : usager:U1 usager:U2` });
    // A month without anybody is nobody's file.
    await lire('est', 'EST', '2026-09');
    expect(await notees()).toHaveLength(apres.length);
  });

  test('a frozen state that is no longer that of the closing gives nothing', async () => {
    const base = baseAntenne('EST');
    const doc = await lireUn<{ empreinte: string }>(banc.magasin, base, idCloture(MOIS));
    if (!doc) throw new Error('pas de clôture');
    await ecrireTout(banc.magasin, base, [{ ...doc, empreinte: '0'.repeat(64) }]);
    // What the screens read is kept for a moment: a file of all is read anew.
    expect(await refus('siege', `prefacturation/fichier?antenne=TOUTES&mois=${MOIS}&quoi=csv`)).toEqual([
      400,
      'ETAT_ALTERE',
    ]);
    const altere = await lireUn<object>(banc.magasin, base, idCloture(MOIS));
    await ecrireTout(banc.magasin, base, [{ ...altere, empreinte: doc.empreinte }]);
  });

  test('a month still open is computed, and said to be provisional', async () => {
    const p = await lire('est', 'EST', '2026-09');
    expect([p.cloture, p.lignes]).toEqual([undefined, []]);
  });
});

test('a line is explained down to the punches; one that is not there is refused', async () => {
  const [ligne] = (await lire()).lignes;
  if (!ligne) throw new Error('pas de ligne');
  const q = new URLSearchParams({
    antenne: 'EST',
    mois: MOIS,
    usager: ligne.usagerId,
    pec: ligne.numeroPec ?? '',
    financeur: ligne.codeFinanceur,
    intervenant: ligne.intervenantId,
    tarif: String(ligne.tarif),
  });
  const r = await demander('est', `prefacturation/explication?${q}`);
  const e = explicationSchema.parse(await r.json());
  expect(e.visites.reduce((s, v) => s + v.minutes, 0)).toBe(ligne.minutes);
  expect(e.visites[0]?.etapes[0]?.texte).toContain('Arrivée pointée à');
  // The visits of someone have been read, however briefly.
  const [notee] = (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees;
  expect(notee).toMatchObject({ auteur: 'est', objet: `préfacturation usager:${ligne.usagerId} ${MOIS}` });
  q.set('tarif', '1');
  expect(await refus('est', `prefacturation/explication?${q}`)).toEqual([400, 'LIGNE_INCONNUE']);
});

const FICHIERS = [
  'prefacturation/fichier?quoi=csv',
  'prefacturation/fichier?quoi=xlsx',
  'prefacturation/fichier?quoi=complementaire',
  'pro-forma/fichier?quoi=pdf&dispositif=APA',
  'pro-forma/fichier?quoi=xlsx&dispositif=APA',
];

describe('files', () => {
  test('[CL-2] the same bytes each time, under the name of the antenna and month', async () => {
    for (const f of FICHIERS) {
      const octets = async () => {
        const r = await demander('est', `${f}&antenne=EST&mois=${MOIS}`);
        expect([f, r.status]).toEqual([f, 200]);
        expect(r.headers.get('content-disposition')).toMatch(/filename="P.*_EST_202610\.(csv|xlsx|pdf)"/);
        return Buffer.from(await r.arrayBuffer());
      };
      expect([f, (await octets()).equals(await octets())]).toEqual([f, true]);
    }
  });

  test('the CSV reads back, and its sum is the screen’s; the workbook says the same', async () => {
    const { lignes } = await lire();
    const total = lignes.reduce((s, l) => s + (l.montant ?? 0), 0);
    const texte = await (await demander('est', `prefacturation/fichier?quoi=csv&antenne=EST&mois=${MOIS}`)).text();
    const lu = lireFichier(PREFACTURATION, texte);
    expect(lu.ok && lu.refus).toEqual([]);
    expect(lu.ok && lu.lignes.reduce((s, l) => s + (l.valeur.montant ?? 0), 0)).toBe(total);
    const r = await demander('est', `prefacturation/fichier?quoi=xlsx&antenne=EST&mois=${MOIS}`);
    const livre = new ExcelJS.Workbook();
    await livre.xlsx.load(await r.arrayBuffer());
    expect(livre.worksheets.map((f) => f.name)).toEqual(['Lignes', 'Par financeur', 'Compléments']);
    const feuille = livre.getWorksheet('Lignes');
    expect(feuille?.getRow(feuille.rowCount).getCell(12).value).toBe(total / 100);
  });

  test('[CL-6] the pro forma says antenna, month, usagers, total, and has its place to sign', async () => {
    const r = await demander('est', `pro-forma/fichier?quoi=pdf&dispositif=APA&antenne=EST&mois=${MOIS}`);
    const texte = textesDuPdf(Buffer.from(await r.arrayBuffer()))
      .flat()
      .join(' ');
    for (const mot of [
      'Facture pro forma',
      'octobre 2026',
      'ABADIE Françoise',
      'Validation par l’antenne Est',
      'Page 1 / 1',
    ])
      expect(texte).toContain(mot);
    expect(texte).not.toContain('PROVISOIRE');
  });

  test('of an open month, they say that they are provisional', async () => {
    const r = await demander('est', 'pro-forma/fichier?quoi=pdf&dispositif=PCH&antenne=EST&mois=2026-09');
    expect(r.headers.get('content-disposition')).toContain('PRO_FORMA_PCH_EST_202609_PROVISOIRE.pdf');
    const texte = textesDuPdf(Buffer.from(await r.arrayBuffer()))
      .flat()
      .join(' ');
    expect(texte).toContain('PROVISOIRE');
    expect(texte).toContain('Aucune heure de ce dispositif');
  });

  test('each giving is in the audit', async () => {
    const { entrees } = await lireAudit(banc.magasin, { action: 'EXPORT', auteur: 'est' });
    expect(entrees.map((e) => e.objet)).toContain('PRO_FORMA_APA_EST_202610.pdf');
  });
});

describe('[CL-1] another antenna gets nothing', () => {
  const demandes = [
    `prefacturation?antenne=SUD&mois=${MOIS}`,
    `prefacturation/explication?antenne=SUD&mois=${MOIS}&usager=U9&financeur=DASES_APA&intervenant=I1`,
    ...FICHIERS.map((f) => `${f}&antenne=SUD&mois=${MOIS}`),
    `prefacturation/fichier?quoi=csv&antenne=TOUTES&mois=${MOIS}`,
  ];
  test.each(demandes)('%s', async (chemin) => {
    const r = await demander('est', chemin);
    const texte = (await buffer(r.body as never)).toString('latin1');
    expect([r.status, JSON.parse(texte).code, texte.includes(SECRET)]).toEqual([403, 'ANTENNE', false]);
  });

  test('its own line of another usager is not there either, and the central service reads all', async () => {
    expect(
      await refus(
        'est',
        `prefacturation/explication?antenne=EST&mois=${MOIS}&usager=U9&financeur=DASES_APA&intervenant=I1`,
      ),
    ).toEqual([400, 'LIGNE_INCONNUE']);
    const r = await demander('siege', `prefacturation/fichier?quoi=csv&antenne=TOUTES&mois=${MOIS}`);
    expect(r.headers.get('content-disposition')).toContain('PREFACTURATION_TOUTES_202610_PROVISOIRE.csv');
    expect(await r.text()).toContain('SUD;U9;');
    expect((await lire('siege', 'SUD')).usagers).toEqual({ U9: `${SECRET} Françoise` });
  });

  test('[CL-2] all together, a month that is closed stays so when an antenna opens after it, or has closed before it', async () => {
    const autre = (code: string, bornes: Partial<FicheAntenne>): FicheAntenne => ({
      code: antenneSchema.parse(code),
      libelle: code,
      arrondissements: [],
      adresse: ['', ''],
      ...bornes,
    });
    const closes = registreEnPlace().filter((f) => ['EST', 'SUD'].includes(f.code));
    const ancien = poserRegistre(closes);
    const prendre = async () => {
      const r = await demander('siege', `prefacturation/fichier?quoi=xlsx&antenne=TOUTES&mois=${MOIS}`);
      return [r.headers.get('content-disposition'), Buffer.from(await r.arrayBuffer()).toString('base64')];
    };
    try {
      const avant = await prendre();
      expect(avant[0]).toContain('PREFACTURATION_TOUTES_202610.xlsx');
      const autres = [
        autre('ZZ_NEUVE', { ouverteLe: '2026-12-01' as DateCivile }),
        autre('ZZ_VIEILLE', { fermeeLe: '2026-10-01' as DateCivile }),
      ];
      for (const { code } of autres) await banc.magasin.creerBase(baseAntenne(code));
      poserRegistre([...closes, ...autres]);
      expect(await prendre()).toEqual(avant);
    } finally {
      poserRegistre(ancien);
    }
  });

  test('[CL-6] of a neighbour’s pro forma, its state alone', async () => {
    await ecrireTout(banc.magasin, baseAntenne('SUD'), [
      {
        _id: 'proforma:2026-11-02:P1',
        type: 'proforma',
        id: 'P1',
        date: '2026-11-02',
        antenne: 'SUD',
        poste: 'PC-01',
        mois: MOIS,
        decision: 'REFUSE',
        motif: SECRET,
        auteur: 'sud',
        instant: '2026-11-02T09:00:00Z',
        empreinte: (await lire('siege', 'SUD')).cloture?.empreinte,
      },
    ]);
    const etats = async (qui: string) =>
      etatsProFormaSchema.parse(await (await demander(qui, `pro-forma?mois=${MOIS}`)).json());
    const deSud = async (qui: string) => (await etats(qui)).find((e) => e.antenne === 'SUD');
    expect(await deSud('est')).toEqual({ antenne: 'SUD', close: true, etat: 'REFUSE' });
    expect(await deSud('siege')).toMatchObject({ etat: 'REFUSE', motif: SECRET, auteur: 'sud' });
    expect((await etats('est')).filter((e) => !e.close).length).toBe(4);
  });
});

test.each([
  'prefacturation?antenne=EST',
  'prefacturation?antenne=LYON&mois=2026-10',
  'prefacturation?antenne=EST&mois=2026-13',
  'prefacturation/fichier?antenne=EST&mois=2026-10&quoi=exe',
  'prefacturation/explication?antenne=EST&mois=2026-10&usager=U1&financeur=F&intervenant=I&tarif=12.5',
  'pro-forma/fichier?antenne=EST&mois=2026-10&quoi=pdf&dispositif=CNAV',
  'pro-forma',
])('a demand that cannot be understood is refused: %s', async (chemin) => {
  expect(await refus('est', chemin)).toEqual([400, 'DEMANDE']);
});
