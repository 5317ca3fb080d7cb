import { describe, expect, it } from 'vitest';
import { type Alerte, GENRES_ALERTE, type GenreAlerte } from '#shared/contrats/alerte';
import type { Intervention } from '#shared/contrats/intervention';
import { SAISIES } from '#shared/contrats/saisie';
import { dateParis } from '#shared/temps/paris';
import { jour, paris, pec, usager } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserRefus, poserSaisies } from '../../_data/etat-depot';
import type { Signature } from '../correction/signature';
import { grouper } from './groupes';
import { direAlerte, ORDRE } from './phrases';
import { composerAcquittement, compterAlertes, vuesDe } from './vues';

const MAINTENANT = paris('2026-11-25 10:00');
const alerte = (genre: GenreAlerte, sujet: string, plus: Partial<Alerte> = {}): Alerte => ({
  _id: `alerte:2026-11-25:${genre}:${sujet}`,
  type: 'alerte',
  genre,
  depuis: jour('2026-11-25'),
  ...plus,
});
const signature = (auteur: string, hm: string): Signature => ({
  auteur,
  poste: 'PC',
  antenne: 'EST',
  maintenant: paris(`2026-11-25 ${hm}`),
  id: `${auteur}${hm}`,
});
const avec = (...alertes: Alerte[]): EtatDepot => ({
  ...ETAT_VIDE,
  alertes: new Map(alertes.map((a) => [a._id, a])),
  usagers: new Map([['U1', usager('U1')]]),
  jours: new Map([
    [
      '2026-11-25',
      [
        {
          id: 'p1',
          usagerId: 'U1',
          intervenantId: 'I1',
          arrivee: { instant: paris('2026-11-25 08:02') },
        } as unknown as Intervention,
      ],
    ],
  ]),
});
const dire = (a: Alerte) => {
  const d = direAlerte(a, avec(a), MAINTENANT);
  return { ...d, phrase: d.phrase.replaceAll('\u00a0', ' ') };
};

describe('alertes à l’écran', () => {
  it('[AP-10] de deux visites qui se chevauchent, l’autre est nommée, avec ses heures', () => {
    const visite = (id: string, de: string, a: string): Intervention =>
      ({
        _id: `intervention:2026-11-25:${id}`,
        id,
        usagerId: id === 'p1' ? 'U1' : 'U2',
        intervenantId: 'I1',
        arrivee: { instant: paris(`2026-11-25 ${de}`) },
        depart: { instant: paris(`2026-11-25 ${a}`) },
      }) as unknown as Intervention;
    const a = alerte('CHEVAUCHEMENT', 'p1', {
      usagerId: 'U1',
      interventionId: 'p1',
      instant: paris('2026-11-25 08:02'),
    });
    const phrase = (autre: Intervention): string => {
      const jours = new Map([['2026-11-25', [visite('p1', '08:02', '09:01'), autre]]]);
      return direAlerte(a, { ...avec(a), jours } as EtatDepot, MAINTENANT).phrase.replaceAll('\u00a0', ' ');
    };
    expect(phrase(visite('p2', '08:50', '09:40'))).toBe(
      'MARTIN Jeanne, à 8 h 02 : cette visite de I1 en chevauche une autre, chez U2, de 8 h 50 à 9 h 40.',
    );
    // In an antenna that this PC has not got.
    expect(phrase(visite('p2', '09:10', '09:40'))).toContain('en chevauche une autre.');
  });

  it('[AL-1] [AL-5] chacune dit ses faits en une phrase, et mène à l’écran qui la règle', () => {
    const visite = { usagerId: 'U1', interventionId: 'p1' };
    expect(dire(alerte('DEPART_EN_RETARD', 'p1', { ...visite, instant: paris('2026-11-25 09:00') }))).toMatchObject({
      phrase: 'I1 est chez MARTIN Jeanne depuis 8 h 02 ; son départ était prévu à 9 h 00, il y a 1 h 00.',
      lien: '/interventions/?jour=2026-11-25&filtre=toutes&id=intervention%3A2026-11-25%3Ap1',
    });
    expect(dire(alerte('APPEL_INCOMPLET', 'p1', visite)).phrase).toContain('le départ n’a pas été pointé');
    const chiffres = { faites: 59, prevues: 120, plafond: 178 } as Alerte['chiffres'];
    const plan = alerte('DEPASSEMENT_PREVU', 'U1:P1', { usagerId: 'U1', numeroPec: 'P1', chiffres });
    const apa: EtatDepot = {
      ...avec(plan),
      usagers: new Map([['U1', usager('U1', { prisesEnCharge: [pec('P1', 'DASES')] })]]),
      financeurs: [{ code: 'DASES', libelle: 'Ville', dispositif: 'APA' }],
    };
    expect(direAlerte(plan, apa, MAINTENANT).phrase).toMatch(/ de trop, sans compter ce qui reste de l’APA des mois/);
    expect(dire(alerte('DEPASSEMENT_PREVU', 'U1:P1', { usagerId: 'U1', numeroPec: 'P1', chiffres }))).toMatchObject({
      phrase: 'MARTIN Jeanne, P1 : 0 h 59 faites et 2 h 00 prévues, pour un plafond de 2 h 58 ; 0 h 01 de trop.',
      lien: '/usagers/?id=U1',
    });
    expect(
      dire(alerte('NUMERO_INCONNU', 'x', { numero: '+33199000009', instant: paris('2026-11-24 08:00') })),
    ).toMatchObject({
      phrase: 'Le 01 99 00 00 09 attend un usager depuis le 24 nov. à 8 h 00.',
      lien: '/numeros/',
    });
    expect(dire(alerte('MILLESIME_MUET', 'millesime', { instant: paris('2026-11-23 06:00') })).lien).toBe('/service/');
    // Every kind has its sentence and its place, whatever is missing of what it names.
    for (const genre of Object.keys(GENRES_ALERTE) as GenreAlerte[])
      expect(dire(alerte(genre, 'x')).phrase).toMatch(/^[A-Zu0-9].*\.$/);
    expect([...ORDRE].sort()).toEqual(Object.keys(GENRES_ALERTE).sort());
  });

  it('[AL-5] les plus urgentes d’abord, les plus anciennes d’abord dans chaque genre', () => {
    const liste = [
      alerte('APPEL_INCOMPLET', 'b', { instant: paris('2026-11-25 09:00') }),
      alerte('APPEL_INCOMPLET', 'a', { instant: paris('2026-11-25 08:00') }),
      alerte('DEPART_EN_RETARD', 'c'),
    ];
    const groupes = grouper(liste, new Map(), 'a-voir');
    expect(groupes.map((g) => g.genre)).toEqual(['DEPART_EN_RETARD', 'APPEL_INCOMPLET']);
    expect(groupes[1]?.alertes.map((a) => a._id.slice(-1))).toEqual(['a', 'b']);
    const beaucoup = Array.from({ length: 100 }, (_, n) => alerte('APPEL_INCOMPLET', `${n}`));
    const [replie] = grouper(beaucoup, new Map(), 'a-voir');
    expect((replie?.alertes.length ?? 0) + (replie?.caches ?? 0)).toBe(100);
    expect(grouper(beaucoup, new Map(), 'a-voir', new Set(['APPEL_INCOMPLET']))[0]?.caches).toBe(0);
  });

  it('[CO-6] vue : elle quitte le compte du menu aussitôt, le premier qui l’a vue reste, un refus ne vaut rien', () => {
    const a = alerte('CONFLIT', 'p1');
    const b = alerte('CONFLIT', 'p2');
    const [tard, tot] = [
      composerAcquittement(a, signature('zoe', '09:30')),
      composerAcquittement(a, signature('marie', '09:00')),
    ];
    expect(tot.date).toBe(dateParis(MAINTENANT));
    const e = poserSaisies(avec(a, b), [tard, tot]);
    expect([compterAlertes(avec(a, b)), compterAlertes(e)]).toEqual([2, 1]);
    expect(vuesDe(e).get(a._id)?.auteur).toBe('marie');
    expect(grouper(e.alertes.values(), vuesDe(e), 'vues').flatMap((g) => g.alertes)).toEqual([a]);
    const annule = composerAcquittement(a, signature('lea', '09:20'), true);
    expect(SAISIES.acquittement.parse(annule)).toEqual(annule);
    // To be seen again, then seen again: the order in which they come does not matter.
    expect(compterAlertes(poserSaisies(avec(a, b), [annule, tot]))).toBe(2);
    expect(vuesDe(poserSaisies(e, [annule])).get(a._id)?.auteur).toBe('zoe');
    const refuse = poserRefus(
      e,
      [tot, tard].map((x) => ({ documentId: x._id, code: 'AUTEUR', message: 'Non.' })),
    );
    expect(compterAlertes(refuse)).toBe(2);
  });
});
