import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idAccuse } from '#shared/contrats/ids';
import { ETAPES_APPEL, ISSUES_APPEL, SOURCES } from '#shared/contrats/pointages/pointage';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { jour, parametresAu, paris } from '#shared/testing/constructeurs';
import { lignesDe } from '../../_donnees/depot/plier';
import { ecrireAdresse, lireAdresse } from '../../_ecrans/pointages/numeros/adresse';
import { compterAilleurs } from '../../_ecrans/pointages/numeros/appels/ailleurs';
import { rappele, reussisDe } from '../../_ecrans/pointages/numeros/appels/appels';
import { appelsDuNumero } from '../../_ecrans/pointages/numeros/appels/appels-numero';
import { consigneDe } from '../../_ecrans/pointages/numeros/appels/echecs';
import {
  composerVu,
  jourDeLaFiche,
  resteSansSuite,
  suivreAppels,
} from '../../_ecrans/pointages/numeros/appels/suivi-appels';
import { lignesAutour } from '../../_ecrans/pointages/numeros/autour';
import { compterNumeros } from '../../_ecrans/pointages/numeros/compter';
import { apercu } from '../../_ecrans/pointages/numeros/gestes/apercu';
import { actionsRecentes, composerGeste, donner, retrait } from '../../_ecrans/pointages/numeros/gestes/gestes';
import { grouper, ordreGroupes } from '../../_ecrans/pointages/numeros/groupes';
import { defaitEnMots, dureeFaite, pourquoi } from '../../_ecrans/pointages/numeros/phrases';
import { prevuesAutour, suggerer } from '../../_ecrans/pointages/numeros/suggestions';
import { trier } from '../../_ecrans/pointages/numeros/suspens';
import {
  aide,
  appel,
  attente,
  etat,
  geste,
  pointe,
  prevue,
  usager,
} from '../../_ecrans/pointages/numeros/testing/constructeurs';
import { annuaireDe, chercherUsagers } from '../personnes/chercher';
import { numerosDuPoste, telephonesDe } from '../personnes/connus';

const NUMERO = '+33155500001';
const maintenant = paris('2026-11-25 12:00');
const auj = jour('2026-11-25');
const signature = (id: string, quand = maintenant) => ({
  auteur: 'marie',
  poste: 'PC',
  antenne: 'EST' as const,
  maintenant: quand,
  id,
});

describe('ce qui attend, par numéro', () => {
  const a1 = attente('ARRIVEE', '2026-11-24 08:31');
  const a2 = attente('DEPART', '2026-11-25 09:29', { intervenantId: 'I2' });
  const masque = { ...attente('ARRIVEE', '2026-11-25 10:00', { pointageId: 'm' }), numeroAppelant: undefined };
  const inconnue = attente('ARRIVEE', '2026-11-25 07:00', { raison: 'INTERVENANT_INCONNU', intervenantId: 'I9' });
  const connus = (...gestes: ReturnType<typeof geste>[]) => numerosDuPoste(etat({ gestes }), 'PC');

  it('[PT-5] un numéro, un masqué par aide, un code inconnu, les plus récents d’abord', () => {
    const g = grouper([a1, masque, a2, inconnue], connus(), maintenant);
    expect(g.map((x) => [x.genre, x.attentes.length])).toEqual([
      ['MASQUE', 1],
      ['NUMERO', 2],
      ['AIDE', 1],
    ]);
    expect(g[1]).toMatchObject({ premier: a1.instant, dernier: a2.instant, aides: [{ appels: 1 }, { appels: 1 }] });
  });

  it('[CO-6] rattaché ici, il passe en fin de liste, en attente d’envoi, puis de rapprochement', () => {
    const r = geste('U1');
    const [g] = grouper([a1], connus(r), maintenant);
    expect(g?.rattache).toEqual({ usagerId: 'U1', envoye: false });
    const recu = (recuLe: string) => {
      const e = etat({ gestes: [r] });
      const accuse = {
        _id: idAccuse(r.date, r.id),
        type: 'accuse' as const,
        documentId: r._id,
        date: r.date,
        recuLe: paris(recuLe),
      };
      return numerosDuPoste({ ...e, accuses: new Map([[r._id, accuse]]) }, 'PC');
    };
    expect(grouper([a1], recu('2026-11-25 11:55'), maintenant)[0]?.rattache).toEqual({ usagerId: 'U1', envoye: true });
    // The server has it and moved nothing: it is work again.
    expect(grouper([a1], recu('2026-11-25 11:00'), maintenant)[0]?.rattache).toBeUndefined();
  });

  it('[PT-8] le mobile d’une aide ne se rattache pas : on en sort comme d’un numéro masqué, par l’heure de la visite', () => {
    const visite = (plus = {}) => prevue('U1', '2026-11-24 08:30', '2026-11-24 09:30', plus);
    const e = (plus = {}) =>
      etat({ usagers: [usager('U1')], aides: [aide('I7', NUMERO)], interventions: [visite(plus)], suspens: [a1] });
    expect(grouper([a1, masque], numerosDuPoste(e(), 'PC'), maintenant).map((g) => [g.cle, g.genre])).toEqual([
      ['masque:I1', 'MASQUE'],
      [NUMERO, 'MOBILE'],
    ]);
    // Attached before the files told whose it is, it says nothing of a call that waits all the same.
    const rattache = { ...e(), saisies: etat({ gestes: [geste('U1')] }).saisies };
    expect(grouper([a1], numerosDuPoste(rattache, 'PC'), maintenant)[0]?.rattache).toBeUndefined();
    expect(compterNumeros(e(), 'PC', auj).inconnus).toBe(1);
    expect(compterNumeros(e({ arrivee: pointe('2026-11-24 08:30') }), 'PC', auj).inconnus).toBe(0);
  });

  it('[PT-5] rattaché à partir d’une date : ce qui précède reste à faire', () => {
    const g = grouper([a1, a2], connus(geste('U1', { depuis: auj })), maintenant);
    expect(g.map((x) => [x.rattache?.usagerId, x.attentes[0]?.instant])).toEqual([
      [undefined, a1.instant],
      ['U1', a2.instant],
    ]);
  });

  it('[PT-5] groups have one order, whatever the order in which punches came, and two that were last heard together too', () => {
    const quelconque = fc
      .record({
        numero: fc.constantFrom(NUMERO, '+33155500002', '+33155500003', undefined),
        aide: fc.constantFrom('I1', 'I2'),
        raison: fc.constantFrom('USAGER_INCONNU' as const, 'INTERVENANT_INCONNU' as const),
        quand: fc.constantFrom('2026-11-24 08:30', '2026-11-24 09:30'),
      })
      .map(({ numero, aide, raison, quand }) => ({
        ...attente('ARRIVEE', quand, {
          raison,
          intervenantId: aide,
          pointageId: `${numero}-${aide}-${raison}-${quand}`,
        }),
        numeroAppelant: numero,
      }));
    const liste = fc.uniqueArray(quelconque, { selector: (a) => a.pointageId, maxLength: 12 });
    const melange = liste.chain((l) => fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length })));
    const rattachee = connus(geste('U1'));
    const sens = (n: number): number => Math.sign(n) + 0;
    fc.assert(
      fc.property(melange, ([dans, autrement]) => {
        const groupes = grouper(dans, rattachee, maintenant);
        expect(grouper(autrement, rattachee, maintenant).map((g) => g.cle)).toEqual(groupes.map((g) => g.cle));
        for (const a of groupes)
          for (const b of groupes) {
            expect(sens(ordreGroupes(a, b))).toBe(sens(-ordreGroupes(b, a)));
            expect(ordreGroupes(a, b) === 0).toBe(a === b);
            for (const c of groupes)
              if (ordreGroupes(a, b) < 0 && ordreGroupes(b, c) < 0) expect(ordreGroupes(a, c)).toBeLessThan(0);
          }
      }),
    );
  });

  it('[PT-3] un appel corrigé par la touche 9 attend une fois, comme l’aide l’a corrigé', () => {
    const arrivee = attente('ARRIVEE', '2026-11-24 17:00');
    const faux = attente('ARRIVEE', '2026-11-24 18:05', { pointageId: 'faux' });
    const vrai = attente('DEPART', '2026-11-24 18:05', { pointageId: 'vrai', remplace: 'faux' });
    const suspens = trier(etat({ suspens: [arrivee, vrai, faux] }).suspens);
    const [g] = grouper(suspens.attentes, connus(), maintenant);
    expect(g?.attentes.map((a) => a.pointageId)).toEqual(['vrai', arrivee.pointageId]);
    expect(g?.aides).toEqual([{ id: 'I1', appels: 2 }]);
    // Told by an older document, or seen alone: it stands.
    const { remplace: _, ...ancien } = vrai;
    expect(trier(etat({ suspens: [ancien, faux] }).suspens).attentes).toHaveLength(2);
    expect(trier(etat({ suspens: [vrai] }).suspens).attentes).toHaveLength(1);
  });

  it('[PT-3] d’un numéro masqué, l’arrivée corrigée par la touche 9 n’est proposée pour aucune visite', () => {
    const masquee = (a: ReturnType<typeof attente>) => ({ ...a, numeroAppelant: undefined });
    const faux = masquee(attente('ARRIVEE', '2026-11-24 18:05', { pointageId: 'faux' }));
    const vrai = masquee(attente('DEPART', '2026-11-24 18:05', { pointageId: 'vrai', remplace: 'faux' }));
    const visites = [prevue('U2', '2026-11-24 18:30', '2026-11-24 21:30')];
    const e = etat({ suspens: [faux, vrai], interventions: visites });
    const { attentes } = trier(e.suspens);
    expect(suggerer(attentes, lignesAutour(e, attentes), parametresAu)).toEqual([]);
    expect(compterNumeros(e, 'PC', auj).inconnus).toBe(1);
  });

  it('un geste refusé par le serveur ne dit rien', () => {
    const r = geste('U1');
    const e = {
      ...etat({ gestes: [r] }),
      refus: new Map([[r._id, { documentId: r._id, code: 'X', message: 'Non.' }]]),
    };
    expect(grouper([a1], numerosDuPoste(e, 'PC'), maintenant)[0]?.rattache).toBeUndefined();
  });

  it('le menu compte le travail : numéros, propositions, appels du jour sans rappel ; un masqué dont l’heure est saisie n’en est plus', () => {
    const p = {
      _id: 'proposition:2026-11-24:33155500007',
      type: 'proposition' as const,
      numero: '+33155500007',
      usagerId: 'U1',
      pointages: 3,
      premier: a1.instant,
      dernier: a1.instant,
    };
    const hier = appel('2026-11-24 08:00');
    const sansSuite = appel('2026-11-25 10:00', { numeroAppelant: '+33155500009' });
    const repris = appel('2026-11-25 08:00', { numeroAppelant: '+33155500008' });
    const visite = prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', {
      arrivee: pointe('2026-11-25 08:02', '+33155500008'),
    });
    const compter = (masquee: string, gestes: ReturnType<typeof geste>[] = []) =>
      compterNumeros(
        etat({
          usagers: [usager('U1')],
          interventions: [visite],
          suspens: [a1, p, hier, sansSuite, repris, { ...masque, instant: paris(masquee) }],
          gestes,
        }),
        'PC',
        auj,
      );
    expect(compter('2026-11-25 11:30')).toEqual({ inconnus: 2, propositions: 1, appels: 1 });
    // U1 has that arrival already: the withheld call was about it.
    expect(compter('2026-11-25 08:10').inconnus).toBe(1);
    const ecarte = geste('U1', { geste: 'ECARTER', numero: '+33155500007' });
    expect(compter('2026-11-25 08:10', [ecarte, geste('U1')])).toEqual({ inconnus: 0, propositions: 0, appels: 1 });
  });
});

describe('usagers probables', () => {
  const a = attente('ARRIVEE', '2026-11-25 08:31');
  const d = attente('DEPART', '2026-11-25 09:29');
  const proposer = (interventions: Parameters<typeof etat>[0]['interventions'], attentes = [a, d]) => {
    const e = etat({ interventions: interventions ?? [] });
    return suggerer(attentes, lignesAutour(e, attentes), parametresAu);
  };
  it('[PT-5] ceux des visites prévues de cette aide à ces heures, qui expliquent le plus d’appels, puis au plus près', () => {
    const s = proposer([
      prevue('U3', '2026-11-25 08:20', '2026-11-25 12:30'),
      prevue('U2', '2026-11-25 08:00', '2026-11-25 09:00'),
      prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30'),
      prevue('U4', '2026-11-25 08:30', '2026-11-25 09:30', { intervenantId: 'I2' }),
      prevue('U5', '2026-11-24 08:30', '2026-11-24 09:30'),
    ]);
    expect(s.map((x) => [x.usagerId, x.appels])).toEqual([
      ['U1', 2],
      ['U2', 2],
      ['U3', 1],
    ]);
  });
  it('[PT-5] un appel qu’aucune visite n’explique : ce que cette aide avait de prévu à trois heures près, par heure', () => {
    const e = etat({
      interventions: [
        prevue('U2', '2026-11-25 11:00', '2026-11-25 12:00'),
        prevue('U1', '2026-11-25 05:00', '2026-11-25 06:00'),
        prevue('U3', '2026-11-25 08:30', '2026-11-25 09:30', { intervenantId: 'I2' }),
        prevue('U4', '2026-11-25 14:00', '2026-11-25 15:00'),
      ],
    });
    const seul = attente('ARRIVEE', '2026-11-25 08:31');
    expect(suggerer([seul], lignesAutour(e, [seul]), parametresAu)).toEqual([]);
    expect(prevuesAutour([seul], lignesAutour(e, [seul])).map((l) => l.retenue.usagerId)).toEqual(['U1', 'U2']);
  });
  it('[PT-5] un départ est d’abord celui de la visite où l’aide est encore, si tard qu’il vienne', () => {
    const enCours = prevue('U7', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:29') });
    const tard = attente('DEPART', '2026-11-25 12:10');
    const voisine = prevue('U3', '2026-11-25 11:15', '2026-11-25 12:10');
    const d1 = proposer([enCours, voisine], [tard]);
    expect(d1.map((x) => [x.usagerId, x.enCours])).toEqual([
      ['U7', 1],
      ['U3', 0],
    ]);
    const autre = { ...enCours, intervenantId: 'I2', visite: undefined };
    expect(proposer([autre], [tard])).toEqual([]);
    expect(proposer([{ ...autre, intervenantId: 'I1' }], [tard]).map((x) => x.usagerId)).toEqual(['U7']);
    expect(proposer([enCours], [attente('DEPART', '2026-11-25 08:00')])).toHaveLength(1);
    expect(proposer([enCours], [attente('ARRIVEE', '2026-11-25 12:10')])).toEqual([]);
  });
  it('l’aide est dite encore là d’une visite de ce jour, à l’heure où elle devait partir ; d’hier, quand elle est arrivée', () => {
    const dire = (de: string, a: string, heures: { arrivee: string; depart: string; quand: string }): string => {
      const visite = prevue('U7', de, a, { arrivee: pointe(heures.arrivee) });
      const depart = attente('DEPART', heures.depart);
      const e = etat({ interventions: [visite] });
      const lignes = lignesDe(e, visite.date, visite.date, paris(heures.quand));
      const [s] = suggerer([depart], lignes, parametresAu);
      return (s ? pourquoi(s, 1, auj) : '').replaceAll('\u00a0', ' ');
    };
    const [debut, fin, arrivee] = ['2026-11-25 08:30', '2026-11-25 09:30', '2026-11-25 08:36'];
    expect(dire(debut, fin, { arrivee, depart: '2026-11-25 09:20', quand: '2026-11-25 09:21' })).toBe(
      'l’aide y est encore : départ prévu à 9 h 30',
    );
    expect(dire(debut, fin, { arrivee, depart: '2026-11-25 10:20', quand: '2026-11-25 10:21' })).toBe(
      'l’aide y est encore : départ attendu depuis 9 h 30',
    );
    const hier = { arrivee: '2026-11-24 21:36', depart: '2026-11-24 23:33', quand: '2026-11-25 02:30' };
    expect(dire('2026-11-24 21:30', '2026-11-24 23:30', hier)).toBe('visite du 24 nov. sans départ, arrivée à 21 h 36');
  });
  it('une visite qui a déjà cette heure n’est pas celle de l’appel', () => {
    const faite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:29') });
    expect(proposer([faite], [a])).toEqual([]);
    expect(proposer([faite], [d])).toHaveLength(1);
  });
});

describe('ce que rattacher fera', () => {
  const a = attente('ARRIVEE', '2026-11-25 08:31');
  const d = attente('DEPART', '2026-11-25 09:29');
  const loin = attente('ARRIVEE', '2026-11-24 15:00', { intervenantId: 'I2' });
  const visites = [
    prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30'),
    prevue('U1', '2026-11-25 18:00', '2026-11-25 19:00'),
  ];
  it('[AP-6] dit à quelle visite prévue va chaque appel, par les règles du service', () => {
    const r = apercu([d, a, loin], 'U1', undefined, visites, parametresAu);
    expect(r.pris.map((p) => [p.attente.pointageId, p.visite?.id])).toEqual([
      [loin.pointageId, undefined],
      [a.pointageId, visites[0]?.id],
      [d.pointageId, visites[0]?.id],
    ]);
    expect(r.restent).toBe(0);
  });
  it('dit ce que la visite durera, et si c’est inhabituel', () => {
    const ouverte = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:30') });
    const dure = (depart: string) =>
      apercu([attente('DEPART', depart)], 'U1', undefined, [ouverte], parametresAu).pris[0]?.dure;
    const dite = dure('2026-11-25 17:16');
    expect(dite && dureeFaite(dite)).toBe('la visite durera 8\u00a0h\u00a046 pour 1\u00a0h prévue');
    expect(dureeFaite({ duree: 60, prevue: 45, inhabituelle: false })).toContain('1\u00a0h pour 45\u00a0min prévues');
    expect(dure('2026-11-25 09:31')).toEqual({ duree: 61, prevue: 60, inhabituelle: false });
    expect(dure('2026-11-25 17:16')).toEqual({ duree: 526, prevue: 60, inhabituelle: true });
    expect(apercu([a, d], 'U1', undefined, visites, parametresAu).pris.map((p) => p.dure?.duree)).toEqual([
      undefined,
      58,
    ]);
    expect(apercu([a], 'U1', undefined, visites, parametresAu).pris[0]?.dure).toBeUndefined();
  });
  it('[PT-3] un appel corrigé par la touche 9 ferme la visite, celui qu’il remplace n’en ouvre aucune', () => {
    const arrivee = attente('ARRIVEE', '2026-11-24 17:00');
    const faux = attente('ARRIVEE', '2026-11-24 18:05', { pointageId: 'faux' });
    const vrai = attente('DEPART', '2026-11-24 18:05', { pointageId: 'vrai', remplace: 'faux' });
    const prises = apercu([faux, vrai, arrivee], 'U1', undefined, visites, parametresAu).pris;
    expect(prises.flatMap((p) => (p.dure ? [[p.attente.pointageId, p.dure.duree]] : []))).toEqual([['vrai', 65]]);
  });
  it('[AP-2] un départ ferme l’arrivée que la visite a déjà', () => {
    const ouverte = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:29') });
    expect(apercu([d], 'U1', undefined, [ouverte], parametresAu).pris[0]?.visite?.id).toBe(ouverte.id);
  });
  it('[PT-5] à partir d’une date, les appels plus anciens restent', () => {
    expect(apercu([a, d, loin], 'U1', auj, visites, parametresAu)).toMatchObject({ restent: 1, pris: [{}, {}] });
  });
});

describe('gestes', () => {
  const dansLeFichier = (...ids: string[]) => ({ usagersDe: () => ids, rattachements: [] });
  it('[PT-5] donner un numéro à une date le retire à l’un et l’ajoute à l’autre ; le retrait défait tout', () => {
    const voulus = donner(NUMERO, 'U1', 'U2', auj, dansLeFichier('U1'));
    const faits = voulus.map((v, n) => composerGeste(v, signature(`a${n}`), []));
    const defaits = faits.map((f, n) =>
      composerGeste(retrait(f), signature(`b${n}`, paris('2026-11-26 09:00')), faits),
    );
    expect(defaits.map((d) => [d.retire, d._id])).toEqual([
      ['a0', 'rattachement:2026-11-25:b0'],
      ['a1', 'rattachement:2026-11-25:b1'],
    ]);
    const connu = (rattachements: typeof faits) => ({ usagersDe: () => ['U1'], rattachements });
    expect(usagersDuNumero(NUMERO, auj, connu(faits)).usagers).toEqual(['U2']);
    expect(usagersDuNumero(NUMERO, jour('2026-11-24'), connu(faits)).usagers).toEqual(['U1']);
    // Of the file again, and of no gesture: it goes on following the file.
    expect(usagersDuNumero(NUMERO, auj, connu([...faits, ...defaits]))).toEqual({ usagers: ['U1'], attaches: [] });
  });
  it('[PT-5] donné à qui le partage déjà, il n’est que repris à l’autre', () => {
    const gestes = (...ids: string[]) => donner(NUMERO, 'U1', 'U2', auj, dansLeFichier(...ids)).map((v) => v.geste);
    expect([gestes('U1'), gestes('U1', 'U2'), gestes('U1', 'U2', 'U3')]).toEqual([
      ['DETACHER', 'RATTACHER'],
      ['DETACHER'],
      ['DETACHER', 'RATTACHER'],
    ]);
  });
  it('[PT-5] rattaché par erreur puis annulé, un numéro du fichier est de nouveau aux deux', () => {
    const erreur = geste('U1', { numero: NUMERO });
    const gestes = [erreur, composerGeste(retrait(erreur), signature('a'), [erreur])];
    const connu = { usagersDe: () => ['U1', 'U2'], rattachements: gestes };
    expect(usagersDuNumero(NUMERO, auj, connu)).toEqual({ usagers: ['U1', 'U2'], attaches: [] });
  });
  it('[PT-5] un usager s’appelle aux numéros du fichier, dans leur ordre, puis à ceux que l’antenne a rattachés ; un geste refusé ne dit rien', () => {
    const u = usager('U1', { telephones: ['+33199000002', '+33199000001'] });
    const gestes = [
      geste('U1', { numero: '+33639980001' }),
      geste('U1', { numero: '+33199000001', geste: 'DETACHER', depuis: auj }),
      geste('U1', { numero: '+33639980009', id: 'refuse' }),
      geste('U2', { numero: '+33639980002' }),
    ];
    const e = etat({ usagers: [u], gestes });
    const refus = new Map([...e.refus]);
    const [refuse] = gestes.filter((g) => g.id === 'refuse');
    if (refuse) refus.set(refuse._id, { code: 'X', message: 'x' } as never);
    expect(telephonesDe({ ...e, refus }, 'U1', auj)).toEqual(['+33199000002', '+33639980001']);
    expect(telephonesDe({ ...e, refus }, 'U1', jour('2026-11-24'))).toEqual([
      '+33199000002',
      '+33199000001',
      '+33639980001',
    ]);
    expect(telephonesDe(etat({ usagers: [u] }), 'U1', auj)).toEqual(u.telephones);
    expect(telephonesDe(e, 'U9', auj)).toEqual([]);
  });
  it('[PT-5] le dernier geste l’emporte, quelle que soit l’horloge du poste', () => {
    const futur = geste('U1', { instant: paris('2026-11-25 12:30'), id: 'z' });
    const voulu = { geste: 'DETACHER', numero: NUMERO, usagerId: 'U1' } as const;
    const apres = composerGeste(voulu, signature('a'), [futur]);
    expect(apres.instant > futur.instant).toBe(true);
    expect(numerosDeLUsager(usager('U1'), auj, [futur, apres])).toEqual([]);
  });
  it('un don est une seule action ; ce qui a été défait n’est plus à défaire', () => {
    const d1 = geste('U1', { geste: 'DETACHER', instant: paris('2026-11-25 10:00') });
    const d2 = geste('U2', { instant: paris('2026-11-25 10:00') });
    const seul = geste('U3', { numero: '+33155500002', instant: paris('2026-11-25 09:00') });
    const defait = composerGeste(retrait(seul), signature('y'), [seul]);
    expect(actionsRecentes([d2, seul, defait, d1]).map((a) => a.map((g) => g.id))).toEqual([[d1.id, d2.id]]);
    // What is under another of the same number and usager is undone after it.
    const dessus = geste('U3', { numero: '+33155500002', geste: 'DETACHER', instant: paris('2026-11-25 09:30') });
    expect(actionsRecentes([seul, dessus])).toEqual([[dessus]]);
    expect(actionsRecentes([seul, dessus, composerGeste(retrait(dessus), signature('x'), [dessus])])).toEqual([[seul]]);
    const ecarte = geste('U4', { geste: 'ECARTER', instant: paris('2026-11-25 08:00') });
    expect(actionsRecentes([ecarte])).toEqual([[ecarte]]);
    expect(actionsRecentes([ecarte, composerGeste(retrait(ecarte), signature('zz'), [ecarte])])).toEqual([]);
  });
  it.each([
    ['01 55 50 00 01', NUMERO],
    ['0155500001', NUMERO],
    ['+33 1 55 50 00 01', NUMERO],
    ['0033155500001', NUMERO],
    ['+3225550001', '+3225550001'],
    ['+32 (0)475 12 34 56', '+32475123456'],
    ['+33 (0)1 45 00 00 01', '+33145000001'],
    ['01.55.50.00.01', NUMERO],
    ['01\u00a055\u00a050\u00a000\u00a001', NUMERO],
    ['', undefined],
    ['12', undefined],
    ['01 55 50 00', undefined],
    ['+33 0 1', undefined],
    ['bonjour', undefined],
  ])('« %s » se lit %s', (texte, lu) => expect(numeroE164(texte)).toBe(lu));
});

describe('appels sans suite', () => {
  it('[PT-4] chaque étape et chaque issue ont une phrase et une consigne', () => {
    for (const etape of ETAPES_APPEL) {
      for (const issue of ISSUES_APPEL) {
        for (const source of SOURCES) {
          const c = consigneDe({ etape, issue, source });
          expect(c.constat).toMatch(/^[A-ZÀÉ]/);
          expect(c.faire).toMatch(/\.$/);
        }
      }
    }
  });
  const visite = prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', { arrivee: pointe('2026-11-25 08:05', NUMERO) });
  const suivi = (local: string, plus = {}) => rappele(appel(local, plus), reussisDe(new Map([['x', [visite]]]), []));
  it('[PT-4] rappelé du même numéro dans les minutes qui suivent : rien ne reste à faire', () => {
    expect(suivi('2026-11-25 08:01')).toBe(paris('2026-11-25 08:05'));
    expect(suivi('2026-11-25 08:06')).toBeUndefined();
    expect(suivi('2026-11-25 07:55')).toBe(paris('2026-11-25 08:05'));
    expect(suivi('2026-11-25 07:54')).toBeUndefined();
    expect(suivi('2026-11-25 08:01', { intervenantId: 'I2' })).toBeUndefined();
    expect(suivi('2026-11-25 08:01', { numeroAppelant: '+33155500002' })).toBeUndefined();
  });
  it('[PT-10] refusé par la page, puis pointé à ce domicile ou par elle : rien ne reste à faire, sauf de ce qui était trop ancien', () => {
    const parPage = (plus: object) =>
      suivi('2026-11-25 08:01', { source: 'QR', numeroAppelant: undefined, issue: 'CODE_ERRONE', ...plus });
    expect(parPage({ usagerId: 'U1' })).toBe(paris('2026-11-25 08:05'));
    expect(parPage({ intervenantId: 'I1', issue: 'FUTUR' })).toBe(paris('2026-11-25 08:05'));
    expect(parPage({ usagerId: 'U2' })).toBeUndefined();
    expect(parPage({ usagerId: 'U1', issue: 'TROP_ANCIEN' })).toBeUndefined();
    expect(parPage({})).toBeUndefined();
  });
  it('[PT-4] un numéro masqué et une aide inconnue ne se suivent pas', () => {
    expect(rappele({ ...appel('2026-11-25 08:01'), numeroAppelant: undefined }, [])).toBeUndefined();
  });
});

describe('ce qu’il reste à faire d’un appel sans suite', () => {
  const numero = '+33199000001';
  const rate = appel('2026-11-25 08:31', { numeroAppelant: numero });
  const suivre = (plus: Parameters<typeof prevue>[3], prises: ReturnType<typeof composerVu>[] = []) => {
    const visite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', plus);
    const e = etat({ usagers: [usager('U1', { telephones: [numero] })], interventions: [visite], suspens: [rate] });
    const tout = { ...e, saisies: new Map([...e.saisies, ...prises.map((p) => [p._id, p] as const)]) };
    const [s] = suivreAppels(tout, [rate], [], numerosDuPoste(tout, 'PC'));
    return { s, compte: compterNumeros(tout, 'PC', auj).appels, reste: s && resteSansSuite(s) };
  };
  const ailleurs = '+33155500009';
  it('[PT-4] la visite complète, ou qui a l’heure que l’appel voulait, ne demande rien', () => {
    expect(suivre({})).toMatchObject({ s: { acquis: undefined }, compte: 1, reste: true });
    const arrivee = pointe('2026-11-25 08:33', ailleurs);
    const depart = pointe('2026-11-25 09:33', ailleurs);
    expect(suivre({ arrivee, depart })).toMatchObject({ s: { acquis: 'COMPLETE' }, compte: 0, reste: false });
    expect(suivre({ arrivee })).toMatchObject({ s: { acquis: 'ARRIVEE' }, compte: 0 });
    expect(suivre({ depart })).toMatchObject({ s: { acquis: undefined }, compte: 1 });
  });
  it('[PT-4] rappelé aussitôt pour le départ d’une visite, complète depuis : une autre, qui va commencer, n’y change rien', () => {
    const u = usager('U1', { telephones: [numero] });
    const sansSuite = appel('2026-11-25 09:28', { numeroAppelant: numero });
    const faite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', {
      ...{ arrivee: pointe('2026-11-25 08:31', numero), depart: pointe('2026-11-25 09:30', numero) },
    });
    const suivante = prevue('U1', '2026-11-25 09:45', '2026-11-25 10:45');
    const e = etat({ usagers: [u], interventions: [faite, suivante], suspens: [sansSuite] });
    const [s] = suivreAppels(e, [sansSuite], [], numerosDuPoste(e, 'PC'));
    expect(s).toMatchObject({ rappel: paris('2026-11-25 09:30') });
  });
  it('[PT-4] pointer son départ du même téléphone, plus tard ou aussitôt, n’est pas rappeler pour l’arrivée qui manque', () => {
    expect(suivre({ depart: pointe('2026-11-25 09:33', numero) })).toMatchObject({
      s: { rappel: undefined },
      compte: 1,
    });
    expect(suivre({ depart: pointe('2026-11-25 08:38', numero) })).toMatchObject({
      s: { rappel: undefined },
      compte: 1,
    });
    const arrivee = pointe('2026-11-25 08:38', numero);
    expect(suivre({ arrivee })).toMatchObject({ s: { rappel: arrivee.instant }, compte: 0 });
    expect(suivre({ arrivee: pointe('2026-11-25 08:52', numero) })).toMatchObject({
      s: { rappel: undefined, acquis: 'ARRIVEE' },
      compte: 0,
    });
  });
  it('[PT-10] refusé par la page, trop ancien : sa visite et sa fiche sont de l’heure dite, non de celle où il est parvenu', () => {
    const vieux = appel('2026-11-25 08:40', {
      ...{ source: 'LIEN', numeroAppelant: undefined, usagerId: 'U1', intervenantId: 'I1', etape: 'SENS' },
      ...{ issue: 'TROP_ANCIEN', sens: 'DEPART', heureDite: paris('2026-11-21 09:31') },
    });
    const faite = { arrivee: pointe('2026-11-25 08:31', ailleurs), depart: pointe('2026-11-25 09:30', ailleurs) };
    const visites = [
      prevue('U1', '2026-11-21 08:30', '2026-11-21 09:30', { arrivee: pointe('2026-11-21 08:31', ailleurs) }),
      prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', faite),
    ];
    const e = etat({ usagers: [usager('U1', {})], interventions: visites, suspens: [vieux] });
    const [s] = suivreAppels(e, [vieux], [], numerosDuPoste(e, 'PC'));
    expect(s).toMatchObject({ acquis: undefined, visite: { date: '2026-11-21' } });
    expect(s && [resteSansSuite(s), jourDeLaFiche(s)]).toEqual([true, '2026-11-21']);
    const [seul] = suivreAppels({ ...e, jours: new Map() }, [vieux], [], numerosDuPoste(e, 'PC'));
    expect(seul && jourDeLaFiche(seul)).toBe('2026-11-21');
  });
  it('[PT-10] refusé par la page, il dit son sens : l’autre heure de la visite ne le règle pas', () => {
    const depart = appel('2026-11-25 08:50', {
      ...{ source: 'LIEN', numeroAppelant: undefined, usagerId: 'U1', intervenantId: 'I1' },
      ...{ etape: 'DEPART', issue: 'LIEN_FERME', sens: 'DEPART' },
    });
    const visite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', {
      arrivee: pointe('2026-11-25 08:31', ailleurs),
    });
    const e = etat({ usagers: [usager('U1', {})], interventions: [visite], suspens: [depart] });
    const [s] = suivreAppels(e, [depart], [], numerosDuPoste(e, 'PC'));
    expect(s && [s.acquis, resteSansSuite(s)]).toEqual([undefined, true]);
  });
  it('[PT-4] l’appel d’après minuit est de la visite de la veille : sa fiche est de ce jour-là', () => {
    const nuit = prevue('U1', '2026-11-24 22:30', '2026-11-25 00:30', {
      arrivee: pointe('2026-11-24 22:31', ailleurs),
    });
    const rateLaNuit = appel('2026-11-25 00:31', { numeroAppelant: numero });
    const e = etat({
      ...{ usagers: [usager('U1', { telephones: [numero] })] },
      ...{ interventions: [nuit], suspens: [rateLaNuit] },
    });
    const [s] = suivreAppels(e, [rateLaNuit], [], numerosDuPoste(e, 'PC'));
    expect(s && [resteSansSuite(s), jourDeLaFiche(s)]).toEqual([true, '2026-11-24']);
  });
  it('vu par une collègue, il quitte le compte ; rendu, il y revient', () => {
    const vu = composerVu(rate, 'PRENDRE', signature('a'));
    expect(suivre({}, [vu])).toMatchObject({ s: { vu: { qui: 'marie' } }, compte: 0, reste: false });
    const rendu = composerVu(rate, 'RENDRE', signature('b', paris('2026-11-25 12:01')));
    expect(suivre({}, [vu, rendu])).toMatchObject({ s: { vu: undefined }, compte: 1 });
  });
});

describe('les appels d’une proposition', () => {
  it('[PT-8] chacun avec son heure et sa visite, les derniers d’abord', () => {
    const lundi = prevue('U1', '2026-11-23 08:00', '2026-11-23 09:00', { arrivee: pointe('2026-11-23 08:00', NUMERO) });
    const mardi = prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
      arrivee: pointe('2026-11-24 08:01'),
      depart: pointe('2026-11-24 09:01', NUMERO),
    });
    const appels = appelsDuNumero(etat({ interventions: [lundi, mardi] }).jours, NUMERO);
    expect(appels.map((a) => [a.sens, a.instant, a.intervention.id])).toEqual([
      ['DEPART', paris('2026-11-24 09:01'), mardi.id],
      ['ARRIVEE', paris('2026-11-23 08:00'), lundi.id],
    ]);
  });
});

describe('appels d’ailleurs', () => {
  it('[PT-8] comptés par aide, sur ses appels, avec le numéro utilisé', () => {
    const u = usager('U1', { telephones: ['+33199000001'] });
    const ici = prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
      arrivee: pointe('2026-11-24 08:00'),
      depart: pointe('2026-11-24 09:00'),
    });
    const ailleurs = prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', {
      arrivee: pointe('2026-11-25 08:00', '+33155500003'),
      depart: pointe('2026-11-25 09:00'),
      anomalies: ['NUMERO_AUTRE'],
    });
    const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
    const [aide, ...reste] = compterAilleurs([ici, ailleurs], new Map([['U1', u]]), connus);
    expect(aide).toMatchObject({ intervenantId: 'I1', ailleurs: 1, appels: 4 });
    expect(aide?.visites).toEqual([{ intervention: ailleurs, arrivee: '+33155500003', depart: undefined }]);
    expect(reste).toEqual([]);
  });
  it('[PT-9] pointé sans téléphone : compté à part, ni appel ni appel d’ailleurs', () => {
    const u = usager('U1', { telephones: ['+33199000001'] });
    const visites = [
      prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
        arrivee: { ...pointe('2026-11-24 08:00'), source: 'QR' },
        depart: { ...pointe('2026-11-24 09:00'), source: 'LIEN' },
        anomalies: ['NUMERO_AUTRE'],
      }),
      prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', { arrivee: pointe('2026-11-25 08:00') }),
    ];
    const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
    const [aide] = compterAilleurs(visites, new Map([['U1', u]]), connus);
    expect(aide).toMatchObject({ ailleurs: 0, appels: 1, sansTelephone: 2 });
    expect(aide?.visites).toHaveLength(1);
  });
  it('[PT-8] la part ne dépasse jamais le tout', () => {
    const sources = fc.constantFrom('SVI' as const, 'FICHE' as const, 'REPRISE' as const);
    const numeros = fc.constantFrom('+33199000001', '+33155500003');
    const cote = fc.option(fc.record({ source: sources, numeroAppelant: numeros }), { nil: undefined });
    const u = usager('U1', { telephones: ['+33199000001'] });
    fc.assert(
      fc.property(fc.array(fc.record({ arrivee: cote, depart: cote, autre: fc.boolean() })), (l) => {
        const visites = l.map(({ arrivee, depart, autre }) =>
          prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', {
            ...(arrivee ? { arrivee: { ...pointe('2026-11-25 08:00'), ...arrivee } } : {}),
            ...(depart ? { depart: { ...pointe('2026-11-25 09:00'), ...depart } } : {}),
            anomalies: autre ? ['NUMERO_AUTRE'] : [],
          }),
        );
        const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
        for (const a of compterAilleurs(visites, new Map([['U1', u]]), connus))
          expect(a.ailleurs).toBeLessThanOrEqual(a.appels);
      }),
    );
  });
});

describe('chercher un usager', () => {
  const annuaire = annuaireDe(
    [
      usager('U09', { nom: 'BRUNET', prenom: 'Marie' }),
      usager('U10', { nom: 'LEFÈBVRE', prenom: 'Denise' }),
      usager('U11', { nom: 'MARTIN-DUPONT', prenom: 'Jeanne' }),
      usager('U13', { nom: 'MEUNIER', prenom: 'Denise' }),
      usager('U14', { nom: 'MEUNIER', prenom: 'Michel' }),
      usager('U12', { nom: 'MARTIN', prenom: 'Paul', antennes: [{ antenne: 'SUD', depuis: jour('0001-01-01') }] }),
    ],
    'EST',
    auj,
  );
  it.each([
    ['lefe', ['U10']],
    ['jea dup', ['U11']],
    ['u10', ['U10']],
    ['mart', ['U11']],
    // The family name that begins so, then the first name.
    ['mar', ['U11', 'U09']],
    ['paul', []],
    ['', []],
    ['meunier', ['U13', 'U14']],
    ['meunier m', ['U14']],
  ])('« %s »', (texte, ids) => expect(chercherUsagers(annuaire, texte).map((u) => u.id)).toEqual(ids));
});

describe('adresse', () => {
  const lire = (q: string) => lireAdresse(new URLSearchParams(q));
  it.each(['', 'onglet=x', 'onglet=toString', 'periode=demain&mois=2026-13'])('« %s » retombe sur ses pieds', (q) =>
    expect(lire(q)).toMatchObject({ onglet: 'inconnus', periode: 'semaine', mois: undefined }),
  );
  it.each(['onglet=appels&periode=jour', 'onglet=ailleurs&mois=2026-10&cle=I1'])('« %s » se relit', (q) =>
    expect(ecrireAdresse(lire(q))).toBe(q),
  );
});

describe('un geste défait', () => {
  it('[PT-5] dit ce qui vaut à présent, et non ce qui avait été fait', () => {
    const fait = (quoi: 'RATTACHER' | 'DETACHER' | 'ECARTER') =>
      defaitEnMots({ geste: quoi, numero: NUMERO, usagerId: 'U1', depuis: undefined }, 'GUICHARD Léa', auj).replaceAll(
        '\u00a0',
        ' ',
      );
    expect(fait('RATTACHER')).toBe('01 55 50 00 01 est à qui il était avant d’être rattaché à GUICHARD Léa');
    expect(fait('DETACHER')).toBe('01 55 50 00 01 est de nouveau à GUICHARD Léa, depuis toujours');
    expect(fait('ECARTER')).toBe('01 55 50 00 01 peut de nouveau être proposé pour GUICHARD Léa');
  });
});
