import { describe, expect, it } from 'vitest';
import { ecart, reprendre } from './ecart';

const DEPART = { onglet: 'HEURES', arrivee: '9 h 00', depart: '', motif: '' };

describe('ce qu’un formulaire a de tapé', () => {
  it('ouvert et non touché, ou revenu à ce qu’il disait, il n’en a rien', () => {
    expect(ecart(DEPART, DEPART)).toEqual({});
    expect(ecart(DEPART, { ...DEPART, motif: '' })).toEqual({});
    // A tab that is looked at is not yet something typed.
    expect(ecart(DEPART, { ...DEPART, onglet: 'MINUTES' }, ['onglet'])).toEqual({});
  });
  it('il ne garde que les champs tapés, vidés compris, avec ceux qui ne sont rien sans eux', () => {
    expect(ecart(DEPART, { ...DEPART, motif: 'URGENCE' }, ['onglet'])).toEqual({ motif: 'URGENCE', onglet: 'HEURES' });
    expect(ecart(DEPART, { ...DEPART, arrivee: '' })).toEqual({ arrivee: '' });
  });
  it('repris, ce qui n’a pas été touché dit ce qui est vrai maintenant', () => {
    const tape = ecart(DEPART, { ...DEPART, depart: '10:15' });
    expect(reprendre({ ...DEPART, arrivee: '9 h 07' }, tape)).toEqual({
      ...DEPART,
      arrivee: '9 h 07',
      depart: '10:15',
    });
    expect(reprendre(DEPART, undefined)).toEqual(DEPART);
  });
  it('un champ que cette version n’a pas est laissé', () => {
    expect(reprendre(DEPART, { motif: 'URGENCE', ancien: 'x' })).toEqual({ ...DEPART, motif: 'URGENCE' });
  });
});
