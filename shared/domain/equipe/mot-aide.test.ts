import { describe, expect, it } from 'vitest';
import type { Note, Proposees } from '../../contrats/corrections/equipe';
import { apparier, contexte, correction, jour, note, paris, pointage, visite } from '../../testing/constructeurs';
import { retenir } from '../intervention/retenir';
import type { CorrectionSuivie, Retenue } from '../types';
import { jugerNote } from './juger';
import { ecrireMot, estMotAide, jugerProposition, motLu, valeursProposees } from './mot-aide';

const V1 = visite('V1', '2026-11-10 08:00', '2026-11-10 09:00', { usagerId: 'U1', intervenantId: 'I1' });
const retenue = (depart: boolean, corrections: CorrectionSuivie[] = [], arrivee = true): Retenue => {
  const p = { usagerId: 'U1', intervenantId: 'I1' };
  const [i] = apparier({
    usagerId: 'U1',
    antenneAu: () => 'EST',
    pointages: [
      ...(arrivee ? [pointage('A', '2026-11-10 08:02', { ...p, id: 'A1' })] : []),
      ...(depart ? [pointage('D', '2026-11-10 09:01', { ...p, id: 'D1' })] : []),
    ],
    visites: [V1],
  });
  if (!i) throw new Error('une visite attendue');
  return retenir(i, corrections, contexte());
};
const mot = (proposees?: Proposees, texte = 'le bus'): Note =>
  note('N1', jour('2026-11-10'), {
    objet: { genre: 'VISITE', id: 'V1' },
    auteur: 'Fatou DIALLO',
    intervenantId: 'I1',
    instant: paris('2026-11-25 11:00'),
    texte: ecrireMot(texte, proposees),
    ...(proposees ? { proposees } : {}),
  });
const [huit, fin] = [paris('2026-11-10 08:00'), paris('2026-11-10 09:30')];

describe('what an aide says of her hours', () => {
  it('[PR-1] is whole in words wherever notes are read, and no colleague’s note', () => {
    const n = mot({ fin, motif: 'OUBLI_DEPART' });
    expect(n.texte.replaceAll('\u00a0', ' ')).toBe(
      'Heures contestées par l’aide : départ 9 h 30, oubli au départ : le bus',
    );
    expect(motLu(mot(undefined))).toBe('le bus');
    expect(
      [n, note('N2', n.date, { objet: n.objet }), { ...n, objet: { genre: 'USAGER' as const, id: 'U1' } }].map(
        estMotAide,
      ),
    ).toEqual([true, false, false]);
  });

  it('[PR-3] makes a correction that gives the sides that change alone, with its motif, and cites her', () => {
    const n = mot({ debut: paris('2026-11-10 08:02'), fin, motif: 'OUBLI_DEPART' });
    const v = valeursProposees(retenue(false), n);
    expect(v).toMatchObject({ nature: 'HORAIRE', fin, motif: 'OUBLI_DEPART' });
    expect(v).not.toHaveProperty('debut');
    expect(v?.commentaire).toContain('Fatou DIALLO');
    expect(v?.commentaire).toContain('le bus');
    expect(valeursProposees(retenue(false, [], false), mot({ debut: huit, fin, motif: 'OUBLI_TOTAL' }))).toMatchObject({
      nature: 'CREATION',
      debut: huit,
      fin,
    });
  });

  it('[PR-3] nothing is corrected where the visit is so already, or where she gives a word alone', () => {
    const faite = correction('HORAIRE', {
      date: jour('2026-11-10'),
      cible: { genre: 'POINTAGE', id: 'A1' },
      instant: paris('2026-11-24 10:00'),
      fin,
    });
    expect(
      valeursProposees(retenue(false, [{ correction: faite }]), mot({ fin, motif: 'OUBLI_DEPART' })),
    ).toBeUndefined();
    expect(valeursProposees(retenue(false), mot())).toBeUndefined();
  });

  it.each([
    [{ fin: paris('2026-11-10 07:00') }, 'FIN_AVANT_DEBUT'],
    [{ fin: paris('2026-11-10 23:59') }, 'TROP_LONGUE'],
    [{ fin: paris('2025-11-10 09:30') }, 'HEURES_LOINTAINES'],
    [{ debut: paris('2026-11-10 08:02') }, 'RIEN_NE_CHANGE'],
    [{ fin, motif: 'INVENTE' }, 'MOTIF_INCONNU'],
    [{ fin }, undefined],
  ])('[PR-2] %j is judged as the correction that it would be: %s', (p, code) => {
    const n = mot({ motif: 'OUBLI_DEPART', ...p });
    expect(jugerProposition(retenue(false), n, contexte())?.code).toBe(code);
  });

  it('[PR-2] an hour of the future, or one side of a visit without a call, is refused', () => {
    const tot = contexte('2026-11-10 09:00');
    const n = { ...mot({ fin, motif: 'OUBLI_DEPART' }), instant: tot.maintenant };
    expect(jugerProposition(retenue(false), n, tot)?.code).toBe('HEURE_FUTURE');
    expect(jugerProposition(retenue(false, [], false), mot({ fin, motif: 'OUBLI_TOTAL' }), contexte())?.code).toBe(
      'CREATION_SANS_HEURES',
    );
  });

  it('[PR-3] a refusal says why', () => {
    const suite = { efface: 'N1', reponse: 'REFUSEE' as const, date: jour('2026-11-10') };
    expect(jugerNote({ ...suite, texte: ' ' })?.refus.code).toBe('REPONSE_VIDE');
    expect(jugerNote({ ...suite, texte: 'Le cahier dit 9 h' })).toBeUndefined();
    expect(jugerNote({ ...suite, reponse: 'REPRISE', texte: '' })).toBeUndefined();
  });
});
