import type { CellClassParams, ColDef } from 'ag-grid-community';
import type { CustomCellRendererProps } from 'ag-grid-react';
import { dateCourte, duree, heure } from '#shared/mots/dates';
import { collateur } from '#shared/mots/textes';
import { aLaMinute } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { BadgeLigne } from '../../../_ui/mots/badge-statut';
import { motStatut, STATUTS } from '../../../_ui/mots/statuts';
import { MarqueEquipe } from '../equipe/marque';
import { ICONE_SEULE, INITIALES, LARGEURS, type Retirable, SERREES } from './largeurs';
import { type Lettres, nomCourt } from './noms-courts';
import { estLigne, type Rangee } from './rangees';

const parTexte = (a: string | undefined, b: string | undefined): number => collateur.compare(a ?? '', b ?? '');
/** None comes before all. */
const parDuree = (a: number | null | undefined, b: number | null | undefined): number =>
  (a ?? Number.MIN_SAFE_INTEGER) - (b ?? Number.MIN_SAFE_INTEGER);

type Cellule = CustomCellRendererProps<Rangee>;

/** The value of a line; the head of a group has none. */
const deLigne =
  <T,>(f: (l: Ligne) => T) =>
  ({ data }: { data: Rangee | undefined }): T | undefined =>
    estLigne(data) ? f(data) : undefined;

/** What a cell says, and how it is drawn. */
type Vu<T> = { dit: T; dessin: string };
/**
 * A column whose cells are not drawn by what they say alone: the grid draws again a cell whose value has changed, and no other. Sorted by
 * what they say.
 */
const dessinee = <T,>(
  dit: (l: Ligne) => T,
  dessin: (l: Ligne) => string,
  comparer: (a: T | undefined, b: T | undefined) => number,
) => ({
  valueGetter: deLigne((l): Vu<T> => ({ dit: dit(l), dessin: dessin(l) })),
  valueFormatter: ({ value }: { value?: Vu<T> | null | undefined }) => String(value?.dit ?? ''),
  equals: (a: Vu<T> | undefined, b: Vu<T> | undefined) => a?.dit === b?.dit && a?.dessin === b?.dessin,
  comparator: (a: Vu<T> | undefined, b: Vu<T> | undefined) => comparer(a?.dit, b?.dit),
});

/** `icone`: where no word has room, the eye has the colour and the icon, and whoever points at it, or listens, the word. */
const statutPour =
  (icone: boolean) =>
  ({ data }: Cellule) =>
    estLigne(data) ? (
      <span
        className={icone ? 'statuts--icones' : undefined}
        title={icone ? motStatut(data.statut, data.dispense) : undefined}
      >
        <BadgeLigne ligne={data} court />
      </span>
    ) : null;
const STATUT = { mot: statutPour(false), icone: statutPour(true) };

/** Who has it, and whether something was written. */
const equipePour =
  (moi: string) =>
  ({ data }: Cellule) =>
    estLigne(data) ? (
      <span className="equipe__cellule">
        <MarqueEquipe ligne={data} moi={moi} />
      </span>
    ) : null;

/** Bold when both sides are there; « … » is a side still missing. */
const Retenu = ({ data }: Cellule) => {
  if (!estLigne(data)) return null;
  const { debut, fin, supprimee } = data.retenue;
  if (!debut && !fin) return null;
  const texte = `${heure(debut) || '…'} – ${heure(fin) || '…'}`;
  if (supprimee) return <s>{texte}</s>;
  return debut && fin ? <b>{texte}</b> : <span>{texte}</span>;
};

const trait = ({ retenue }: Ligne): string => (retenue.supprimee ? 'barrée' : '');

const Duree = ({ data }: Cellule) => {
  if (!estLigne(data) || data.duree === undefined) return null;
  return data.retenue.supprimee ? <s>{duree(data.duree)}</s> : <span>{duree(data.duree)}</span>;
};

const NUM = { cellClass: 'num', headerClass: 'ag-right-aligned-header' };
const BRUTE = { ...NUM, cellClass: 'num heure--brute' };

const pointe = (l: Ligne, cote: 'arrivee' | 'depart') => l.retenue.intervention[cote]?.instant;
/** What the two hours of a line are, and how they are drawn. */
const COTE = {
  pointe: {
    arrivee: (l: Ligne) => pointe(l, 'arrivee'),
    depart: (l: Ligne) => pointe(l, 'depart'),
    classe: (_: Ligne, __: 'debut' | 'fin'): string => BRUTE.cellClass,
  },
  retenu: {
    arrivee: (l: Ligne) => l.retenue.debut ?? pointe(l, 'arrivee'),
    depart: (l: Ligne) => l.retenue.fin ?? pointe(l, 'depart'),
    classe: (l: Ligne, cote: 'debut' | 'fin'): string => {
      const brute = pointe(l, cote === 'debut' ? 'arrivee' : 'depart');
      const retenue = l.retenue[cote];
      if (retenue === undefined || (brute && aLaMinute(brute) === retenue)) return 'num heure--brute heure--serree';
      return l.retenue.supprimee ? 'num heure--barree' : 'num heure--saisie';
    },
  },
} as const;

/** « MARTIN J. », where the whole name has no room: who listens hears it whole. */
const NomEnCourt = ({ value, lettres }: CustomCellRendererProps<Rangee, string> & { lettres: Lettres }) => {
  const court = nomCourt(value ?? '', lettres);
  if (!court) return <>{value}</>;
  return (
    <>
      {court.montre}
      <span className="invisible">{court.tu}</span>
      <span aria-hidden="true">.</span>
    </>
  );
};
/** « mar. 17 »: the month is above the list. */
const jourCourt = (d: DateCivile): string => dateCourte(d).replace(/[ \u00a0]\p{L}+\.?$/u, '');

/** Hours and dates have the width of their longest text; names and motif share the rest. */
export const colonnes = (
  parMois: boolean,
  retirees: ReadonlySet<Retirable>,
  equipe: { moi: string; montree: boolean },
  lettres: Lettres,
): ColDef<Rangee>[] => {
  const serree = retirees.has('serre');
  const serre = serree ? SERREES : LARGEURS;
  const courts = retirees.has('noms');
  const noms = courts ? INITIALES : LARGEURS;
  const nom = courts ? { cellRenderer: NomEnCourt, cellRendererParams: { lettres } } : {};
  // Where the retained hours have no column, the two hours are the retained ones, in bold where a person gave them.
  const cote = retirees.has('retenu') ? COTE.retenu : COTE.pointe;
  const coteDessine = (sens: 'arrivee' | 'depart', nomme: 'debut' | 'fin') => ({
    ...dessinee(
      (l) => heure(cote[sens](l)),
      (l) => cote.classe(l, nomme),
      parTexte,
    ),
    cellClass: ({ data }: CellClassParams<Rangee>) => (estLigne(data) ? cote.classe(data, nomme) : 'num'),
  });
  return [
    {
      headerName: 'Jour',
      colId: 'jour',
      hide: !parMois,
      width: serre.jour,
      valueGetter: deLigne((l) => l.instant),
      valueFormatter: ({ data }) => (estLigne(data) ? (serree ? jourCourt : dateCourte)(data.date) : ''),
    },
    {
      headerName: 'Usager',
      colId: 'usager',
      valueGetter: deLigne((l) => l.usager),
      ...nom,
      flex: 1.3,
      minWidth: noms.usager,
      comparator: parTexte,
    },
    {
      headerName: 'Aide',
      colId: 'aide',
      valueGetter: deLigne((l) => l.intervenant),
      ...nom,
      flex: 1.2,
      minWidth: noms.aide,
      comparator: parTexte,
    },
    {
      headerName: 'Prévu',
      colId: 'prevu',
      width: serre.prevu,
      ...NUM,
      valueGetter: deLigne(({ prevu }) => (prevu ? `${heure(prevu.debut)} – ${heure(prevu.fin)}` : '')),
      comparator: parTexte,
    },
    {
      headerName: 'Arrivée',
      colId: 'arrivee',
      width: serre.arrivee,
      ...BRUTE,
      ...coteDessine('arrivee', 'debut'),
    },
    {
      headerName: 'Départ',
      colId: 'depart',
      width: serre.depart,
      ...BRUTE,
      ...coteDessine('depart', 'fin'),
    },
    {
      headerName: 'Retenu',
      colId: 'retenu',
      width: LARGEURS.retenu,
      hide: retirees.has('retenu'),
      ...NUM,
      ...dessinee(({ retenue: r }) => `${heure(r.debut)} – ${heure(r.fin)}`, trait, parTexte),
      cellRenderer: Retenu,
    },
    {
      headerName: 'Durée',
      colId: 'duree',
      width: LARGEURS.duree,
      hide: retirees.has('duree'),
      ...NUM,
      ...dessinee((l) => l.duree ?? null, trait, parDuree),
      cellRenderer: Duree,
    },
    {
      headerName: 'Statut',
      colId: 'statut',
      width: retirees.has('statut') ? ICONE_SEULE : serre.statut,
      // All that the cell shows: the grid draws again a cell whose value has changed, and no other.
      valueGetter: deLigne((l) =>
        [STATUTS[l.statut].mot, l.dispense ?? '', l.enAttente ? 'en attente' : '', l.refus ?? ''].join(' '),
      ),
      cellRenderer: retirees.has('statut') ? STATUT.icone : STATUT.mot,
      comparator: parTexte,
    },
    {
      headerName: 'Équipe',
      colId: 'equipe',
      hide: !equipe.montree || retirees.has('equipe'),
      valueGetter: deLigne((l) => [l.prise?.nom ?? '', l.prise?.qui ?? '', ...l.notes.map((n) => n.id)].join(' ')),
      flex: 0.7,
      minWidth: LARGEURS.equipe,
      maxWidth: 150,
      cellRenderer: equipePour(equipe.moi),
      comparator: parTexte,
    },
    {
      headerName: 'Motif',
      colId: 'motif',
      // Where no punch is expected, why stands for the motif that there will not be.
      valueGetter: deLigne(
        (l) => l.motif || (l.statut === 'ABSENCE' || l.statut === 'A_RETIRER' ? '' : (l.dispense ?? '')),
      ),
      flex: 1,
      minWidth: LARGEURS.motif,
      hide: retirees.has('motif'),
      comparator: parTexte,
    },
  ];
};
