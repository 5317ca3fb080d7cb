import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idAccuse } from '#shared/contrats/ids';
import { parametresAu, paris, usager } from '#shared/testing/constructeurs';
import { lignesDe } from '../../../_donnees/depot/plier';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { ecrireAdresse, lireAdresse } from './adresse';
import { lignesAutour } from './autour';
import { compterNumeros } from './compter';
import { grouper, ordreGroupes } from './groupes';
import { pourquoi } from './phrases';
import { prevuesAutour, suggerer } from './suggestions';
import { trier } from './suspens';
import { aide, appel, attente, auj, etat, geste, maintenant, NUMERO, pointe, prevue } from './testing/constructeurs';

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

describe('adresse', () => {
  const lire = (q: string) => lireAdresse(new URLSearchParams(q));
  it.each(['', 'onglet=x', 'onglet=toString', 'periode=demain&mois=2026-13'])('« %s » retombe sur ses pieds', (q) =>
    expect(lire(q)).toMatchObject({ onglet: 'inconnus', periode: 'semaine', mois: undefined }),
  );
  it.each(['onglet=appels&periode=jour', 'onglet=ailleurs&mois=2026-10&cle=I1'])('« %s » se relit', (q) =>
    expect(ecrireAdresse(lire(q))).toBe(q),
  );
});
