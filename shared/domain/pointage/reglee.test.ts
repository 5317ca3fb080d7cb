import { expect, it } from 'vitest';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Attente } from '../../contrats/pointages/derives';
import { acceptee, contexte, correction, intervention, jour, paris } from '../../testing/constructeurs';
import { retenir } from '../intervention/retenir';
import type { CorrectionSuivie, Retenue } from '../types';
import { estRegle, MEME_HEURE_MIN } from './reglee';

const JOUR = '2026-11-24';

const masque = (sens: Attente['sens'], heure: string): Attente => ({
  _id: `attente:${JOUR}:p`,
  type: 'attente',
  pointageId: 'p',
  date: jour(JOUR),
  antenne: 'EST',
  raison: 'USAGER_INCONNU',
  sens,
  instant: paris(`${JOUR} ${heure}`),
  recuLe: paris(`${JOUR} ${heure}`),
  source: 'SVI',
  intervenantId: 'I1',
});

const punch = (heure: string): Intervention['arrivee'] => {
  const instant = paris(`${JOUR} ${heure}`);
  return { id: `P${heure}`, instant, recuLe: instant, source: 'SVI' };
};

const prevue = (debut: string, fin: string, intervenantId = 'I1'): Intervention['visite'] => ({
  ...{ id: `V${JOUR}`, intervenantId, codePrestation: 'AD' },
  ...{ debut: paris(`${JOUR} ${debut}`), fin: paris(`${JOUR} ${fin}`) },
});

const lue = (plus: Partial<Intervention>, ...corrections: CorrectionSuivie[]): Retenue =>
  retenir(intervention(JOUR, plus), corrections, contexte());

it('[AL-5] a masked call made for a replacement waits, whatever hours the visits planned for that aide have beside it', () => {
  const siennes = [
    lue({ visite: prevue('08:00', '09:00'), arrivee: punch('08:00'), depart: punch('09:00') }),
    lue({ visite: prevue('11:00', '12:00'), arrivee: punch('11:00'), depart: punch('12:00') }),
  ];
  expect(estRegle(masque('ARRIVEE', '09:30'), siennes)).toBe(false);
  // The one that she was sent to is another’s in the planning: its slip, made in her name, says that hour.
  const remplacee = lue({ visite: prevue('09:15', '10:15', 'I2'), arrivee: punch('09:30'), depart: punch('10:15') });
  expect(estRegle(masque('ARRIVEE', '09:30'), [...siennes, remplacee])).toBe(true);
});

it('[AL-5] the same visit done by another aide, or annulled, settles nothing', () => {
  const autre = lue({ intervenantId: 'I2', visite: prevue('09:00', '10:00'), arrivee: punch('09:00') });
  expect(estRegle(masque('ARRIVEE', '09:00'), [autre])).toBe(false);
  const sienne = { visite: prevue('09:00', '10:00'), arrivee: punch('09:00'), depart: punch('10:00') };
  const cible = { genre: 'POINTAGE' as const, id: 'P09:00' };
  const annulee = lue(sienne, acceptee(correction('SUPPRESSION', { cible, date: jour(JOUR) })));
  expect([annulee.supprimee, estRegle(masque('ARRIVEE', '09:00'), [annulee])]).toEqual([true, false]);
});

it('[AL-5] its side is near the call’s own hour, of the same sense, as it came or as it was typed', () => {
  const faite = lue({ arrivee: punch('09:00'), depart: punch('10:00') });
  const [juste, trop] = [MEME_HEURE_MIN, MEME_HEURE_MIN + 1].map((n) => masque('ARRIVEE', `09:${n}`));
  expect([juste, trop].map((a) => a && estRegle(a, [faite]))).toEqual([true, false]);
  expect(estRegle(masque('DEPART', '09:00'), [faite])).toBe(false);
  const saisie = lue(
    { visite: prevue('09:00', '10:00'), arrivee: punch('09:00') },
    acceptee(
      correction('HORAIRE', {
        cible: { genre: 'POINTAGE', id: 'P09:00' },
        date: jour(JOUR),
        fin: paris(`${JOUR} 10:45`),
        instant: paris(`${JOUR} 18:00`),
      }),
    ),
  );
  expect(estRegle(masque('DEPART', '10:40'), [saisie])).toBe(true);
});

it('[AP-11] between two visits that one intervention covers, her call is that of the hours as planned', () => {
  const couverture = { visite: prevue('09:00', '10:00'), arrivee: punch('09:00'), depart: punch('11:00') };
  const couverte = lue({
    visite: prevue('10:00', '11:00'),
    couverture: { ...couverture, id: 'V1', ecartes: [], creations: [] } as Intervention['couverture'],
  });
  const appels = [masque('DEPART', '10:00'), masque('ARRIVEE', '10:02'), masque('ARRIVEE', '10:30')];
  expect(appels.map((a) => estRegle(a, [couverte]))).toEqual([true, true, false]);
  // Once it has ended, she leaves it, and arrives at another that is not known yet.
  const apres = [masque('DEPART', '10:58'), masque('ARRIVEE', '11:06')];
  expect(apres.map((a) => estRegle(a, [couverte]))).toEqual([true, false]);
});
