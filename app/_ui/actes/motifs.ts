import { CONVENABLES } from '#shared/domain/correction/motifs';
import type { Retenue } from '#shared/domain/types';
import { motifEnMots } from '#shared/libelles/motif';
import { aplatir } from '../mots/aplatir';

export type ChoixMotif = { code: string; libelle: string };

const PETITS = new Set(['a', 'au', 'de', 'du', 'l', 'la', 'le', 'd']);

/** 0 begins like the label, 1 like the initials of its words, 2 like one of its words; undefined does not match. */
const rang = (libelle: string, cherche: string): number | undefined => {
  const plat = aplatir(libelle);
  if (plat.startsWith(cherche)) return 0;
  const mots = plat.split(' ').filter((m) => m && !PETITS.has(m));
  const initiales = mots.map((m) => m.charAt(0)).join('');
  if (initiales.startsWith(cherche.replace(/\s/g, ''))) return 1;
  return mots.some((m) => m.startsWith(cherche)) ? 2 : undefined;
};

/** Motifs by their first letters; among equals, those that fit the case come first, then the order of the list. */
export const chercherMotifs = (
  enVigueur: readonly string[],
  texte: string,
  convenables: readonly string[] = [],
): ChoixMotif[] => {
  const cherche = aplatir(texte);
  const place = (code: string): number => {
    const n = convenables.indexOf(code);
    return n === -1 ? convenables.length : n;
  };
  return enVigueur
    .map((code, n) => ({ code, libelle: motifEnMots(code), n }))
    .flatMap((m) => {
      const r = cherche === '' ? 0 : rang(m.libelle, cherche);
      return r === undefined ? [] : [{ ...m, r }];
    })
    .sort((a, b) => place(a.code) - place(b.code) || a.r - b.r || a.n - b.n)
    .map(({ code, libelle }) => ({ code, libelle }));
};

/** Motifs that fit what is missing: they are offered first. */
export const convenables = (r: Pick<Retenue, 'statut'> | undefined): readonly string[] => {
  switch (r?.statut) {
    case 'SANS_DEPART':
    case 'EN_COURS':
      return CONVENABLES.DEPART;
    case 'SANS_ARRIVEE':
      return CONVENABLES.ARRIVEE;
    case 'NON_POINTEE':
    case 'PREVUE':
    case undefined:
      return CONVENABLES.VISITE;
    default:
      return [];
  }
};
