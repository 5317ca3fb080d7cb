import { XMLValidator } from 'fast-xml-parser';
import { afterEach, describe, expect, test } from 'vitest';
import type { DateCivile, Instant } from '#shared/temps/types';
import { indexer, partDe } from '../annuaire/annuaire';
import { appliquer } from '../annuaire/documents';
import { contexteDe } from '../plivo/contexte';
import { jetonsDe } from '../plivo/jeton';
import { retenir } from '../plivo/retenue';
import { reponseXml } from '../plivo/xml';
import { donneesDe, dossierDEssai, intervenantLocal, JETON, VU_LE } from '../testing/atelier';
import { actionDe, demarrer, toutFermer } from '../testing/svi-dessai';
import type { Evenement } from './etat';
import { texte } from './messages';
import { parcourir } from './parcours';

// Every path, of any length: what follows a state depends on it alone, so each state is left once by each event.

const JOUR = '2026-10-01' as DateCivile;
const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const AIDE = '71248';
const USAGER = '654321';
const FAUX = '48371';
/** Family names that must never be heard; the first names may, with the initial. */
const NOMS = ['DUPONTEL', 'LEGRANDIN'];

/** Usagers as the files give them, family names and all, through what the SVI keeps of them. */
const annuaireDe = (n: number) => {
  const donnees = donneesDe([], [intervenantLocal('I1', AIDE)]);
  const part = partDe(donnees, 'CENTRE');
  for (let i = 0; i < n + 1; i += 1) {
    appliquer(
      part,
      {
        _id: `usager:M${i}`,
        type: 'usager',
        id: `M${i}`,
        nom: NOMS[i % 2],
        prenom: `Odile${i}`,
        telephones: i < n ? ['+33199000001'] : [],
        antennes: [{ antenne: 'CENTRE', depuis: '0001-01-01' }],
        vuLe: VU_LE,
        // The usager whose code is keyed is one who does not have this number.
        ...(i === n ? { codeUsager: USAGER } : {}),
      },
      JOUR,
    );
  }
  return donnees;
};

const SITUATIONS = [
  ['un usager', 1, '+33199000001'],
  ['un couple', 2, '+33199000001'],
  ['trois usagers', 3, '+33199000001'],
  ['neuf usagers', 9, '+33199000001'],
  ['dix usagers', 10, '+33199000001'],
  ['numéro inconnu', 1, '+33199000099'],
  ['numéro masqué', 1, undefined],
] as const;

const SAISIES = [
  ...['', '#', '*', '1#', '2##', 'abcd', '<&>', 'é'],
  ...Array.from({ length: 10 }, (_, n) => String(n)),
  ...[AIDE, `${AIDE}#`, USAGER, `${USAGER}#`, FAUX, '12', '4'.repeat(40), `${AIDE}${AIDE}`],
];
const EVENEMENTS: Evenement[] = [
  ...SAISIES.map((touches): Evenement => ({ type: 'TOUCHES', touches })),
  { type: 'RACCROCHE' },
  { type: 'ERREUR' },
];
const CODES = new RegExp([AIDE, USAGER, FAUX, '44444'].join('|'));
const jetons = jetonsDe(JETON);

const contexte = (n: number, numero: string | undefined, rafale = false) =>
  contexteDe(
    { appelId: 'A', instant: INSTANT },
    indexer(annuaireDe(n)),
    { CENTRE: '0144010203' },
    () => rafale && numero !== undefined,
  );
const appelDe = (numero: string | undefined) => ({ appelId: 'A', instant: INSTANT, ...(numero ? { numero } : {}) });

describe.each(SITUATIONS)('tous les chemins : %s', (_, n, numero) => {
  const parcours = parcourir(appelDe(numero), contexte(n, numero), EVENEMENTS);

  test('[PT-3] [PT-4] each step speaks; a punch only on 1 or 2; a failure keeps its step', () => {
    expect(parcours.pas.length).toBeGreaterThan(500);
    for (const { de, evenement, vers } of parcours.pas) {
      const { etat, effets } = vers;
      const dit = effets.flatMap((e) => (e.type === 'DIRE' ? [texte(e.parole)] : []));
      const demandes = effets.flatMap((e) => (e.type === 'DEMANDER' ? [e.etape] : []));
      const fin = effets.some((e) => e.type === 'RACCROCHER');
      const pointages = effets.flatMap((e) => (e.type === 'POINTER' ? e.pointages : []));
      const echecs = effets.flatMap((e) => (e.type === 'ECHOUER' ? [e] : []));
      const touche = evenement.type === 'TOUCHES' ? evenement.touches.replace(/(?<=.)#+$/, '') : undefined;
      const fautes: string[] = [];

      if (touche === undefined) {
        if (etat.etape !== 'FIN') fautes.push('finit');
        if (echecs.length !== (de.pointages.length > 0 ? 0 : 1)) fautes.push('garde l’échec');
      } else {
        if (dit.length === 0) fautes.push('parle');
        if (demandes.length + Number(fin) !== 1 || fin !== (etat.etape === 'FIN')) fautes.push('demande ou raccroche');
        if (demandes.some((d) => d !== etat.etape)) fautes.push('demande ce qu’il attend');
        // The SVI ends a call only with a punch, or with a failed call kept.
        if (fin && echecs.length === 0 && etat.pointages.length === 0) fautes.push('rien ne se perd');
      }
      if (echecs.some((e) => e.etape !== de.etape)) fautes.push('étape de l’échec');
      if (echecs.length > 0 && etat.pointages.length > 0) fautes.push('pointé donc pas échoué');

      const sens = de.etape === 'SENS' ? { '1': 'ARRIVEE', '2': 'DEPART' }[touche ?? ''] : undefined;
      if (pointages.length > 0 !== (sens !== undefined)) fautes.push('pas de pointage sans 1 ou 2');
      if (pointages.some((p) => p.sens !== sens || etat.intervenantId !== 'I1')) fautes.push('pointage juste');
      const confirme = dit.some((d) => /^(Arrivée|Départ) enregistrée? à/.test(d));
      // A key that is none of those asked for may have cut the confirmation: it is said again.
      const redit = touche !== undefined && fin && de.pointages.length > 0 && (de.etape === 'SENS' || touche !== '');
      if (confirme !== (pointages.length > 0 || redit)) fautes.push('dit ce qu’il fait');
      expect({ de, evenement, fautes }).toEqual({ de, evenement, fautes: [] });
    }
  });

  test('no family name, no code, said, kept, sent or in the address; the XML is well formed', () => {
    // Many entries have one same issue.
    const issues = new Map(parcours.pas.map(({ vers }) => [JSON.stringify(vers), vers]));
    for (const vers of issues.values()) {
      const jeton = jetons.sceller(vers.etat);
      const entree = retenir(undefined, vers, { usagerId: undefined, connu: true, recu: INSTANT, fini: false });
      const xml = reponseXml(vers.effets, `https://svi.exemple.fr/plivo/etape?e=${jeton}`);
      // What a random token is made of may look like anything: it is looked at opened, that is all there is in it.
      const tout = [xml.replaceAll(jeton, ''), JSON.stringify(vers.etat), JSON.stringify(entree)].join();
      expect(tout).not.toMatch(CODES);
      for (const nom of NOMS) expect(tout).not.toContain(nom);
      expect(jetons.ouvrir(jeton, 'A')).toEqual(vers.etat);
      expect(XMLValidator.validate(xml)).toBe(true);
    }
  });

  test('it ends: no state comes back, and the longest way is bounded', () => {
    const suivants = new Map<string, Set<string>>();
    for (const { de, vers } of parcours.pas) {
      const cle = JSON.stringify(de);
      const ici = suivants.get(cle) ?? new Set();
      suivants.set(cle, ici.add(JSON.stringify(vers.etat)));
    }
    const longueurs = new Map<string, number>();
    const longueur = (cle: string, chemin: readonly string[]): number => {
      const connue = longueurs.get(cle);
      if (connue !== undefined) return connue;
      if (chemin.includes(cle)) throw new Error(`l’appel tourne en rond : ${cle}`);
      const suite = [...(suivants.get(cle) ?? [])].map((s) => longueur(s, [...chemin, cle]));
      const l = suite.length === 0 ? 0 : 1 + Math.max(...suite);
      longueurs.set(cle, l);
      return l;
    };
    expect(longueur(JSON.stringify(parcours.debut.etat), [])).toBeLessThan(40);
  });

  test('a normal call takes twelve keys at most, whatever the number', () => {
    // Fewest keys to each state, by the entries of a caller who makes no mistake.
    const justes = [AIDE, USAGER, '1', '2'];
    const couts = new Map<string, number>([[JSON.stringify(parcours.debut.etat), 0]]);
    const atteints = [JSON.stringify(parcours.debut.etat)];
    const pointes: number[] = [];
    const bons = parcours.pas.flatMap(({ de, evenement, vers }) =>
      evenement.type === 'TOUCHES' && justes.includes(evenement.touches) && vers.etat.erreurs === 0
        ? [{ de: JSON.stringify(de), touches: evenement.touches.length, vers, cle: JSON.stringify(vers.etat) }]
        : [],
    );
    for (const etat of atteints) {
      for (const { touches, vers, cle } of bons.filter((b) => b.de === etat)) {
        const cout = (couts.get(etat) ?? 0) + touches;
        if (vers.effets.some((e) => e.type === 'POINTER')) pointes.push(cout);
        else if (!couts.has(cle)) {
          couts.set(cle, cout);
          atteints.push(cle);
        }
      }
    }
    expect(pointes.length).toBeGreaterThan(0);
    expect(Math.max(...pointes)).toBeLessThanOrEqual(12);
  });
});

test('after a burst of wrong codes, who keys one more hears why the call ends, and what to do; it is kept', () => {
  const { pas } = parcourir(appelDe('+33199000001'), contexte(1, '+33199000001', true), EVENEMENTS);
  const fins = pas.filter(({ vers }) => vers.effets.some((e) => e.type === 'CODE_ERRONE'));
  expect(fins.length).toBeGreaterThan(0);
  for (const { vers } of fins) {
    expect(vers.etat.etape).toBe('FIN');
    expect(vers.effets).toContainEqual({ type: 'ECHOUER', etape: 'CODE', issue: 'CODE_ERRONE' });
    const dit = vers.effets.flatMap((e) => (e.type === 'DIRE' ? [texte(e.parole)] : [])).join(' ');
    expect(dit).toContain('Appelez votre antenne au 01 44 01 02 03.');
  }
});

describe('par les webhooks', () => {
  afterEach(toutFermer);

  test('[PT-4] every event at every step, on a real worker: no code and no name in its log, its addresses, its documents', async () => {
    /** Ways to each step, by number. */
    const CHEMINS = [
      ['33199000001', 2, []],
      ['33199000001', 2, [AIDE]],
      ['33199000001', 2, [AIDE, '0']],
      ['33199000001', 2, [AIDE, '1', '1']],
      ['33199000001', 2, [AIDE, '1', '1', '9']],
      ['anonymous', 1, [AIDE]],
      ['anonymous', 1, [AIDE, USAGER]],
      ['33199000001', 2, [FAUX, FAUX]],
    ] as const;
    const svi = await demarrer(await dossierDEssai(annuaireDe(2)), undefined, { RAFALE_CODES_MAX: '1000' });
    let adresses = '';
    const appeler = async (n: number, de: string, saisies: readonly string[], fin: boolean): Promise<void> => {
      const champs = { CallUUID: `c.${n}`, From: de, SessionStart: '2026-10-25 00:31:49' };
      let chemin = '/plivo/appel';
      for (const Digits of [undefined, ...saisies]) {
        const r = await svi.poster(chemin, Digits === undefined ? champs : { ...champs, Digits });
        const xml = await r.text();
        expect([r.status, /<Speak/.test(xml)]).toEqual([200, true]);
        const action = actionDe(xml);
        if (action === '') return;
        adresses += `${action.split('?')[0]}\n`;
        chemin = action.slice(svi.url.length);
      }
      if (fin) await svi.poster('/plivo/fin', { ...champs, Event: 'Hangup', CallStatus: 'completed' });
    };
    const essais = CHEMINS.flatMap(([de, , debut]) => SAISIES.map((saisie) => [de, [...debut, saisie]] as const));
    for (let i = 0; i < essais.length; i += 10) {
      await Promise.all(
        essais.slice(i, i + 10).map(([de, saisies], j) => appeler(i + j, de, saisies, (i + j) % 3 === 0)),
      );
    }
    const documents = await svi.documents();
    expect(documents.filter((d) => d.type === 'appel').length).toBeGreaterThan(50);
    for (const tout of [svi.lignes.join(''), adresses, JSON.stringify(documents)]) {
      expect(tout).not.toMatch(CODES);
      expect(tout).not.toMatch(/DUPONTEL|LEGRANDIN|Odile/);
    }
    expect(svi.lignes.join('')).not.toMatch(/APPEL_EN_ERREUR|199000001/);
  });
});
