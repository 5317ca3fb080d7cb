import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Compte } from '#shared/contrats/acces/compte';
import { selectionsMontreesSchema } from '#shared/contrats/chiffres/selection-etat';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import { BASE_CENTRALE, baseAntenne, idCompte } from '#shared/contrats/ids';
import { moisEnMots } from '#shared/mots/dates';
import { ajouterMois, dernierJour, epochMs, instantDe, moisParis, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

import { paris } from '#shared/testing/constructeurs';
import { cloture, etatFige, FINANCEURS, MOIS } from '#shared/testing/releves';
import { ouvrirBoite } from '../../../adapters/courriel/boite';
import { refusPdfA } from '../../../adapters/pdf/testing/preflight';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  ouvrirBanc,
  ouvrirMagasinEnMemoire,
} from '../../../http/testing/banc';
import type { Facteur, Remise } from '../../../ports/courriel';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, lireUn, plageDuType } from '../../../store/lire';
import { lireAudit } from '../../audit/lire';
import { empreinteFigee } from '../../cloture/clore/ecrire';
import { calculerEtat } from './calculer';
import { envoyerEtats } from './programmer';

// October is closed in EST (two usagers) and in SUD, whose usager nobody of EST may read.

const SECRET = 'SECRETDUSUD';
const ETATS: EtatFige[] = [etatFige('U1'), etatFige('U2', { nom: 'ABADIE' }, 10)];
const OCTOBRE = `du=${MOIS}-01&au=${MOIS}-31`;
let banc: Banc;
let essai: Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;
/** What is kept is kept by the server, whose clock is the true one: the months that follow are of whenever this runs. */
const CE_MOIS = moisParis(instantDe(Date.now()));
const premierDuMois = (n: number): DateCivile => premierJour(ajouterMois(CE_MOIS, n));
const auMatin = (n: number): Instant => paris(`${premierDuMois(n)} 06:10`);
let maintenant: Instant = instantDe(Date.now());
let reponse: Remise = { etat: 'PRIS', refuses: 0 };
const partis: Parameters<Facteur>[0][] = [];
const clients: Record<string, Client> = {};
const horloge = () => maintenant;
let courrier: ReturnType<typeof ouvrirBoite>;

beforeAll(async () => {
  essai = await ouvrirMagasinEnMemoire();
  const { magasin } = essai;
  const facteur: Facteur = async (c) => {
    partis.push(c);
    return reponse;
  };
  courrier = ouvrirBoite({ magasin, horloge, facteur, noter: () => undefined });
  banc = await ouvrirBanc({ magasin, courrier, origine: undefined, adresse: () => 'https://extranet.test' });
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
afterAll(async () => {
  await banc.fermer();
  await essai.fermer();
});

const client = (qui: string): Client => {
  const c = clients[qui];
  if (!c) throw new Error(`pas de session ${qui}`);
  return c;
};
const prendre = (qui: string, chemin: string) => client(qui).appeler('GET', `/api/etats/${chemin}`);
const refusDe = async (r: Response) => [r.status, (await corpsDe(r)).code];
const octets = async (r: Response) => Buffer.from(await r.arrayBuffer());
const fichier = (etat: string, format: string, antenne = 'EST', plus = '') =>
  `${etat}/fichier?antenne=${antenne}&${OCTOBRE}&format=${format}${plus}`;

describe('a state as a file', () => {
  test('CSV, workbook and PDF say the same, and each is in the audit', async () => {
    const csv = await prendre('est', fichier('heures-usagers', 'csv'));
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename="ETAT_HEURES-USAGERS_EST_20261001_20261031.csv"',
    );
    expect(csv.headers.get('cache-control')).toBe('no-store');
    const lignes = (await csv.text()).split('\r\n');
    expect(lignes.length).toBe(5);
    expect(lignes.join(' ')).toContain('ABADIE Françoise');
    const livre = new ExcelJS.Workbook();
    await livre.xlsx.load(
      (await octets(await prendre('est', fichier('heures-usagers', 'xlsx')))) as unknown as ArrayBuffer,
    );
    expect(JSON.stringify(livre.getWorksheet('Heures réalisées par usager')?.getSheetValues())).toContain(
      'ABADIE Françoise',
    );
    const pdf = textesDuPdf(await octets(await prendre('est', fichier('heures-usagers', 'pdf'))));
    expect(pdf.flat().join(' ')).toContain('ABADIE Françoise');
    const { entrees } = await lireAudit(banc.magasin, { auteur: 'est', action: 'EXPORT' });
    expect(entrees.map((e) => e.objet).sort()).toEqual(
      ['csv', 'pdf', 'xlsx'].map((x) => `ETAT_HEURES-USAGERS_EST_20261001_20261031.${x} : usager:U2 usager:U1`),
    );
  });

  test('[CL-1] another antenna, or all of them, gives nothing to a manager; the central service has all', async () => {
    for (const antenne of ['SUD', 'TOUTES'])
      expect(await refusDe(await prendre('est', fichier('heures-usagers', 'csv', antenne)))).toEqual([403, 'ANTENNE']);
    expect(await (await prendre('est', fichier('heures-usagers', 'csv'))).text()).not.toContain(SECRET);
    expect(await (await prendre('siege', fichier('heures-usagers', 'csv', 'TOUTES'))).text()).toContain(SECRET);
  });

  test('what is badly asked is refused with what to do', async () => {
    expect(await refusDe(await prendre('est', fichier('heures-usagers', 'docx')))).toEqual([400, 'DEMANDE']);
    expect(await refusDe(await prendre('est', fichier('inconnu', 'csv')))).toEqual([400, 'ETAT_INCONNU']);
    const aLEnvers = `heures-usagers/fichier?antenne=EST&du=${MOIS}-31&au=${MOIS}-01&format=csv`;
    expect(await refusDe(await prendre('est', aLEnvers))).toEqual([400, 'PERIODE']);
  });
});

describe('the plannings of a whole antenna', () => {
  const lot = (antenne: string, { etat = 'planning-usager', periode = OCTOBRE } = {}) =>
    `${etat}/plannings?antenne=${antenne}&${periode}`;

  test('one document, a page for each usager or aide, by name, and who took it is in the audit', async () => {
    const r = await prendre('est', lot('EST'));
    expect(r.headers.get('content-disposition')).toBe(
      'attachment; filename="PLANNINGS_USAGERS_EST_20261001_20261031.pdf"',
    );
    const pages = await textesDuPdf(await octets(r));
    expect(pages.map((p) => ['ABADIE Françoise', 'DELAUNAY Françoise'].filter((n) => p.includes(n)))).toEqual([
      ['ABADIE Françoise'],
      ['DELAUNAY Françoise'],
    ]);
    const aides = await textesDuPdf(await octets(await prendre('est', lot('EST', { etat: 'planning-intervenants' }))));
    expect(aides.map((p) => ['DIALLO Aïssatou', 'MAILLARD Sandrine'].find((n) => p.includes(n)))).toEqual([
      'DIALLO Aïssatou',
      'MAILLARD Sandrine',
    ]);
    const { entrees } = await lireAudit(banc.magasin, { auteur: 'est', action: 'EXPORT' });
    const objets = entrees.map((e) => e.objet.replaceAll('\u00a0', ' ')).filter((o) => o.startsWith('PLANNINGS_'));
    expect(objets.sort()).toEqual([
      'PLANNINGS_AIDES_EST_20261001_20261031.pdf (2 pages) : usager:U1 usager:U2',
      'PLANNINGS_USAGERS_EST_20261001_20261031.pdf (2 pages) : usager:U2 usager:U1',
    ]);
  });

  test('[CL-1] another antenna is refused; so are all at once, a state that is no planning, and a month without a visit', async () => {
    expect(await refusDe(await prendre('est', lot('SUD')))).toEqual([403, 'ANTENNE']);
    expect(await refusDe(await prendre('siege', lot('TOUTES')))).toEqual([400, 'LOT']);
    expect(await refusDe(await prendre('est', lot('EST', { etat: 'absences' })))).toEqual([400, 'LOT']);
    const long = { periode: 'du=2026-09-01&au=2026-10-31' };
    expect(await refusDe(await prendre('est', lot('EST', long)))).toEqual([400, 'PERIODE_LONGUE']);
    const vide = await prendre('est', lot('EST', { periode: 'du=2026-09-01&au=2026-09-30' }));
    const { code, message } = await corpsDe(vide);
    expect([vide.status, code]).toEqual([400, 'SANS_PLANNING']);
    expect(String(message).replaceAll('\u00a0', ' ')).toBe(
      'Aucune visite prévue ni faite (septembre 2026) dans cette antenne : choisissez une autre période ou une autre antenne.',
    );
  });
});

describe('the proofs for the funders', () => {
  const lire = async (qui: string, suite: string) =>
    unzipSync(await octets(await prendre(qui, `justificatifs?${suite}`)));

  test('[FI-4] a folder a funder, a document a usager, and their minutes are those of the split', async () => {
    const contenu = await lire('est', `mois=${MOIS}&antenne=EST`);
    const sommaire = Buffer.from(contenu['SOMMAIRE.csv'] ?? [])
      .toString('utf8')
      .trim()
      .split('\r\n')
      .slice(1, -1);
    const parts = ETATS.flatMap((e) => e.visites.flatMap((v) => v.parts.map((p) => ({ ...p, usager: e.usagerId }))));
    const attendu = (code: string, usager: string) =>
      parts.filter((p) => p.codeFinanceur === code && p.usager === usager).reduce((n, p) => n + p.minutes, 0);
    expect(sommaire.length).toBeGreaterThan(2);
    for (const ligne of sommaire) {
      const [nom = '', , usager = '', code = '', , minutes] = ligne.split(';');
      expect([ligne, Number(minutes)]).toEqual([ligne, attendu(code, usager)]);
      expect(nom).toBe(`${code}/JUSTIFICATIF_${code}_${usager}_EST_202610.pdf`);
      expect(contenu[nom]).toBeDefined();
    }
    expect(sommaire.some((l) => l.includes('TARIF_PROPRE'))).toBe(false);
  });

  test('a document says who, which funder, each visit and the closing that it comes from; it is PDF/A-1b', async () => {
    const contenu = await lire('est', `mois=${MOIS}&antenne=EST&financeur=CNAV`);
    const noms = Object.keys(contenu).filter((n) => n.endsWith('.pdf'));
    expect(noms.every((n) => n.startsWith('CNAV/'))).toBe(true);
    const pdf = Buffer.from(contenu[noms[0] ?? ''] ?? []);
    const dit = textesDuPdf(pdf).flat().join(' | ');
    for (const mot of [
      'DELAUNAY Françoise',
      'Caisse nationale d’assurance vieillesse',
      'P300002B',
      'Clôture n° 3',
      'Page 1 / ',
    ])
      expect(dit).toContain(mot);
    expect(await refusPdfA({ justificatif: pdf })).toEqual({});
    // [0071] Whose files it showed.
    const { entrees } = await lireAudit(banc.magasin, { auteur: 'est', action: 'EXPORT' });
    const usagers = new Set(noms.map((n) => n.split('_')[2] ?? ''));
    expect(noms).toHaveLength(1);
    expect(entrees.find((e) => e.objet.startsWith('JUSTIFICATIFS_CNAV_EST'))?.objet).toBe(
      `JUSTIFICATIFS_CNAV_EST_202610.zip (1\u00a0document) : ${[...usagers].map((u) => `usager:${u}`).join(' ')}`,
    );
  });

  test('[CL-1] none of another antenna, and none where nothing is financed', async () => {
    for (const antenne of ['SUD', 'TOUTES'])
      expect(await refusDe(await prendre('est', `justificatifs?mois=${MOIS}&antenne=${antenne}`))).toEqual([
        403,
        'ANTENNE',
      ]);
    expect(await refusDe(await prendre('est', 'justificatifs?mois=2026-08&antenne=EST'))).toEqual([
      400,
      'SANS_JUSTIFICATIF',
    ]);
    expect(Object.keys(await lire('siege', `mois=${MOIS}&antenne=TOUTES`)).some((n) => n.includes('_U9_SUD_'))).toBe(
      true,
    );
  });
});

describe('what an account keeps', () => {
  const TAUX = { etat: 'taux-correction', antenne: 'EST' };
  const corps = (plus: object = {}) => ({
    nom: 'Madame DELAUNAY',
    demande: TAUX,
    periode: { glissante: 'MOIS_PASSE' },
    ...plus,
  });
  const garder = (qui: string, c: object, id?: string) =>
    client(qui).appeler(id ? 'PUT' : 'POST', `/api/etats/selections${id ? `/${id}` : ''}`, { corps: c });
  const lister = async (qui: string) => selectionsMontreesSchema.parse(await (await prendre(qui, 'selections')).json());
  const passer = () =>
    envoyerEtats({
      magasin: banc.magasin,
      horloge,
      courrier,
      extranet: () => 'https://extranet.test',
      calculer: (d) => calculerEtat(banc.magasin, d, horloge),
    });
  const adresser = async (identifiant: string, courriel: string) => {
    const doc = await lireUn<Compte>(banc.magasin, BASE_CENTRALE, idCompte(identifiant));
    await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...doc, courriel }]);
  };
  const heures = (n: number) => {
    maintenant = instantDe(epochMs(maintenant) + n * 3_600_000);
  };

  test('is its own: another account neither sees it, nor changes it, nor takes it away', async () => {
    const { id } = (await (await garder('est', corps())).json()) as { id: string };
    expect((await lister('est')).selections.map((s) => [s.id, s.nom])).toEqual([[id, 'Madame DELAUNAY']]);
    expect((await lister('siege')).selections).toEqual([]);
    expect(await refusDe(await garder('siege', corps(), id))).toEqual([400, 'SELECTION_INCONNUE']);
    expect(await refusDe(await client('siege').appeler('DELETE', `/api/etats/selections/${id}`))).toEqual([
      400,
      'SELECTION_INCONNUE',
    ]);
    expect((await client('est').appeler('DELETE', `/api/etats/selections/${id}`)).status).toBe(200);
    expect((await lister('est')).selections).toEqual([]);
  });

  test('sent again since its answer was lost, is one, as it was last sent; the same id is another’s for another account', async () => {
    const sien = ulid(epochMs(maintenant));
    const ids = [];
    for (const c of [corps({ id: sien }), corps({ id: sien }), corps({ id: sien, nom: 'Reprise' })])
      ids.push((await corpsDe(await garder('est', c))).id);
    expect(ids).toEqual([sien, sien, sien]);
    expect((await lister('est')).selections.map((s) => [s.id, s.nom])).toEqual([[sien, 'Reprise']]);
    expect((await garder('siege', corps({ id: sien }))).status).toBe(200);
    expect((await lister('est')).selections.map((s) => s.nom)).toEqual(['Reprise']);
    expect((await garder('est', corps({ id: 'x:y' }))).status).toBe(400);
    for (const qui of ['est', 'siege']) await client(qui).appeler('DELETE', `/api/etats/selections/${sien}`);
  });

  test('is refused with what to do: another antenna, an unknown state, a fixed period or no address to be mailed', async () => {
    const refus = async (c: object) => (await refusDe(await garder('est', c)))[1];
    expect(await refus(corps({ demande: { ...TAUX, antenne: 'SUD' } }))).toBe('ANTENNE');
    expect(await refus(corps({ demande: { ...TAUX, antenne: 'TOUTES' } }))).toBe('ANTENNE');
    expect(await refus(corps({ demande: { ...TAUX, etat: 'x' } }))).toBe('ETAT_INCONNU');
    expect(await refus(corps({ periode: { du: '2026-10-31', au: '2026-10-01' } }))).toBe('PERIODE');
    expect(await refus(corps({ periode: { du: '2026-10-01', au: '2026-10-31' }, rythme: 'MOIS' }))).toBe(
      'PERIODE_FIXE',
    );
    expect(await refus(corps({ rythme: 'MOIS' }))).toBe('COURRIEL');
    expect(await refus(corps({ nom: '  ' }))).toBe('DEMANDE');
  });

  test('is mailed once when it is due, from the day after; the mail names nobody, and says the totals of what is about nobody', async () => {
    await adresser('est', 'est@paris.test');
    const { id } = (await (await garder('est', corps({ rythme: 'MOIS' }))).json()) as { id: string };
    await garder('est', corps({ rythme: 'MOIS', demande: { etat: 'heures-usagers', antenne: 'EST', usager: 'U1' } }));
    expect(await passer()).toBe(0);
    maintenant = auMatin(1);
    expect(await passer()).toBe(2);
    expect(await passer()).toBe(0);
    await courrier.relever();
    expect(partis.map((c) => c.a)).toEqual([['est@paris.test'], ['est@paris.test']]);
    for (const c of partis) expect(`${c.sujet} ${c.texte}`).not.toMatch(/DELAUNAY|U1|Françoise/);
    // Two that are kept in one second leave in either order.
    const [usager, taux] = partis.toSorted((x, y) => (x.sujet < y.sujet ? -1 : 1));
    expect(usager?.sujet).toMatch(/^Télégestion : Heures/);
    expect(taux?.sujet).toBe(
      `Télégestion : Taux de correction des appels incomplets, ${moisEnMots(CE_MOIS)} (antenne Est)`,
    );
    expect(taux?.texte).toContain('- Incomplètes : ');
    expect(taux?.texte).toContain(
      `https://extranet.test/etats/?selection=${id}&du=${premierDuMois(0)}&au=${dernierJour(CE_MOIS)}`,
    );
    expect(usager?.texte).not.toContain('- Visites');
    expect((await lister('est')).selections[0]?.dernier).toMatchObject({ du: premierDuMois(1), etat: 'ENVOYE' });
  });

  test('a mail refused for good is prepared again, three times in all, and its owner reads why', async () => {
    partis.length = 0;
    reponse = { etat: 'REFUSE', raison: '550 boîte inconnue' };
    maintenant = auMatin(2);
    for (let tour = 0; tour < 5; tour++) {
      await passer();
      await courrier.relever();
      heures(1);
    }
    expect(partis.length).toBe(2 * 3);
    const [premiere] = (await lister('est')).selections;
    expect(premiere?.dernier).toEqual({ du: premierDuMois(2), etat: 'REFUSE', essai: 3, raison: '550 boîte inconnue' });
    reponse = { etat: 'PRIS', refuses: 0 };
    const r = await client('est').appeler('POST', `/api/etats/selections/${premiere?.id}/envoi`, { corps: {} });
    expect(r.status).toBe(200);
    await courrier.relever();
    expect((await lister('est')).selections[0]?.dernier).toMatchObject({ etat: 'ENVOYE' });
  });

  test('an account that no longer reads the antenna is sent nothing, and is told', async () => {
    partis.length = 0;
    const doc = await lireUn<Compte>(banc.magasin, BASE_CENTRALE, idCompte('est'));
    await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...doc, antennes: ['SUD'] }]);
    maintenant = auMatin(3);
    expect(await passer()).toBe(0);
    await courrier.relever();
    expect(partis).toEqual([]);
    const docs = await lirePlage<{ empeche?: { code: string } }>(
      banc.magasin,
      BASE_CENTRALE,
      plageDuType('selection-etat'),
    );
    expect(docs.map((d) => d.empeche?.code)).toEqual(['DROIT', 'DROIT']);
  });
});
