import { describe, expect, it } from 'vitest';
import { MOTIFS } from '#shared/contrats/commun';
import { chercherMotifs, convenables } from './motifs';

const tous = Object.keys(MOTIFS);
const codes = (texte: string, premiers: readonly string[] = []) =>
  chercherMotifs(tous, texte, premiers).map((m) => m.code);

describe('chercherMotifs', () => {
  it('sans rien taper, donne tous les motifs, ceux qui conviennent en tête', () => {
    expect(codes('')).toEqual(tous);
    expect(codes('', ['OUBLI_DEPART'])[0]).toBe('OUBLI_DEPART');
    expect(codes('', ['OUBLI_DEPART'])).toHaveLength(tous.length);
  });
  it('deux lettres suffisent au cas courant', () => {
    expect(codes('ou', convenables({ statut: 'SANS_DEPART' }))[0]).toBe('OUBLI_DEPART');
    expect(codes('ou', convenables({ statut: 'SANS_ARRIVEE' }))[0]).toBe('OUBLI_ARRIVEE');
    expect(codes('ou', convenables({ statut: 'NON_POINTEE' }))[0]).toBe('OUBLI_TOTAL');
    expect(codes('od')).toEqual(['OUBLI_DEPART']);
  });
  it('cherche sans accents ni majuscules, au début des mots', () => {
    expect(codes('TÉL')).toContain('TELEPHONE_INDISPONIBLE');
    expect(codes('svi')).toEqual(['PANNE_SVI']);
    expect(codes('porte')).toEqual(['ATTENTE_PORTE']);
  });
  it('ne montre que les motifs en vigueur', () => {
    expect(chercherMotifs(['AUTRE'], 'ou')).toEqual([]);
  });
});
