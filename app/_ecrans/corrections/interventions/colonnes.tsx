import type { ColDef } from 'ag-grid-community';
import type { CustomCellRendererProps } from 'ag-grid-react';
import { collateur, dateCourte, duree, heure } from '#shared/libelles/formats';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';
import { STATUTS } from '../../../_ui/mots/statuts';
import { MarqueEquipe } from '../equipe/marque';
import { LARGEURS, type Retirable, USAGER_SERRE } from './largeurs';
import { estLigne, type Rangee } from './rangees';

const parTexte = (a: string | undefined, b: string | undefined): number => collateur.compare(a ?? '', b ?? '');

type Cellule = CustomCellRendererProps<Rangee>;

/** The value of a line; the head of a group has none. */
const deLigne =
  <T,>(f: (l: Ligne) => T) =>
  ({ data }: { data: Rangee | undefined }): T | undefined =>
    estLigne(data) ? f(data) : undefined;

const Statut = ({ data }: Cellule) =>
  estLigne(data) ? (
    <BadgeStatut statut={data.statut} enAttente={data.enAttente} dispense={data.dispense} court />
  ) : null;

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

const Duree = ({ data }: Cellule) => {
  if (!estLigne(data) || data.duree === undefined) return null;
  return data.retenue.supprimee ? <s>{duree(data.duree)}</s> : <span>{duree(data.duree)}</span>;
};

const NUM = { cellClass: 'num', headerClass: 'ag-right-aligned-header' };
const BRUTE = { ...NUM, cellClass: 'num heure--brute' };

/** Hours and dates have the width of their longest text; names and motif share the rest. */
export const colonnes = (
  parMois: boolean,
  retirees: ReadonlySet<Retirable>,
  equipe: { moi: string; montree: boolean },
): ColDef<Rangee>[] => [
  {
    headerName: 'Jour',
    colId: 'jour',
    hide: !parMois,
    width: LARGEURS.jour,
    valueGetter: deLigne((l) => l.instant),
    valueFormatter: ({ data }) => (estLigne(data) ? dateCourte(data.date) : ''),
  },
  {
    headerName: 'Usager',
    colId: 'usager',
    valueGetter: deLigne((l) => l.usager),
    flex: 1.3,
    minWidth: retirees.has('prevu') ? USAGER_SERRE : LARGEURS.usager,
    comparator: parTexte,
  },
  {
    headerName: 'Aide',
    colId: 'aide',
    valueGetter: deLigne((l) => l.intervenant),
    flex: 1.2,
    minWidth: LARGEURS.aide,
    hide: retirees.has('aide'),
    comparator: parTexte,
  },
  {
    headerName: 'Prévu',
    colId: 'prevu',
    width: LARGEURS.prevu,
    hide: retirees.has('prevu'),
    ...NUM,
    valueGetter: deLigne(({ prevu }) => (prevu ? `${heure(prevu.debut)} – ${heure(prevu.fin)}` : '')),
    comparator: parTexte,
  },
  {
    headerName: 'Arrivée',
    colId: 'arrivee',
    width: LARGEURS.arrivee,
    ...BRUTE,
    hide: retirees.has('arrivee'),
    valueGetter: deLigne((l) => heure(l.retenue.intervention.arrivee?.instant)),
    comparator: parTexte,
  },
  {
    headerName: 'Départ',
    colId: 'depart',
    width: LARGEURS.depart,
    ...BRUTE,
    hide: retirees.has('depart'),
    valueGetter: deLigne((l) => heure(l.retenue.intervention.depart?.instant)),
    comparator: parTexte,
  },
  {
    headerName: 'Retenu',
    colId: 'retenu',
    width: LARGEURS.retenu,
    ...NUM,
    valueGetter: deLigne(({ retenue: r }) => `${heure(r.debut)} – ${heure(r.fin)}`),
    comparator: parTexte,
    cellRenderer: Retenu,
  },
  {
    headerName: 'Durée',
    colId: 'duree',
    width: LARGEURS.duree,
    hide: retirees.has('duree'),
    ...NUM,
    valueGetter: deLigne((l) => l.duree ?? null),
    cellRenderer: Duree,
  },
  {
    headerName: 'Statut',
    colId: 'statut',
    width: LARGEURS.statut,
    // All that the cell shows: the grid draws again a cell whose value has changed, and no other.
    valueGetter: deLigne((l) => [STATUTS[l.statut].mot, l.dispense ?? '', l.enAttente ? 'en attente' : ''].join(' ')),
    cellRenderer: Statut,
    comparator: parTexte,
  },
  {
    headerName: 'Équipe',
    colId: 'equipe',
    hide: !equipe.montree,
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
