import type { ColDef } from 'ag-grid-community';
import type { CustomCellRendererProps } from 'ag-grid-react';
import type { Ligne } from '../../_data/lignes';
import { BadgeStatut } from '../../_ui/badge-statut';
import { collateur, dateCourte, duree, heure } from '../../_ui/formats';
import { STATUTS } from '../../_ui/statuts';
import type { Retirable } from './largeurs';
import { LARGEURS } from './largeurs';

const parTexte = (a: string, b: string): number => collateur.compare(a, b);

const Statut = ({ data }: CustomCellRendererProps<Ligne>) =>
  data ? <BadgeStatut statut={data.statut} enAttente={data.enAttente} court /> : null;

/** Bold when both sides are there; « … » is a side still missing. */
const Retenu = ({ data }: CustomCellRendererProps<Ligne>) => {
  if (!data) return null;
  const { debut, fin, supprimee } = data.retenue;
  if (!debut && !fin) return null;
  const texte = `${heure(debut) || '…'} – ${heure(fin) || '…'}`;
  if (supprimee) return <s>{texte}</s>;
  return debut && fin ? <b>{texte}</b> : <span>{texte}</span>;
};

const Duree = ({ data }: CustomCellRendererProps<Ligne>) => {
  if (data?.duree === undefined) return null;
  return data.retenue.supprimee ? <s>{duree(data.duree)}</s> : <span>{duree(data.duree)}</span>;
};

const NUM = { cellClass: 'num', headerClass: 'ag-right-aligned-header' };
const BRUTE = { ...NUM, cellClass: 'num heure--brute' };

/** Hours and dates have the width of their longest text; names and motif share the rest. */
export const colonnes = (parMois: boolean, retirees: ReadonlySet<Retirable>): ColDef<Ligne>[] => [
  {
    headerName: 'Jour',
    colId: 'jour',
    hide: !parMois,
    width: LARGEURS.jour,
    valueGetter: ({ data }) => data?.instant ?? '',
    valueFormatter: ({ data }) => (data ? dateCourte(data.date) : ''),
  },
  {
    headerName: 'Usager',
    colId: 'usager',
    field: 'usager',
    flex: 1.3,
    minWidth: LARGEURS.usager,
    comparator: parTexte,
  },
  {
    headerName: 'Aide',
    colId: 'aide',
    field: 'intervenant',
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
    valueGetter: ({ data }) => (data?.prevu ? `${heure(data.prevu.debut)} – ${heure(data.prevu.fin)}` : ''),
  },
  {
    headerName: 'Arrivée',
    colId: 'arrivee',
    width: LARGEURS.arrivee,
    ...BRUTE,
    hide: retirees.has('arrivee'),
    valueGetter: ({ data }) => heure(data?.retenue.intervention.arrivee?.instant),
  },
  {
    headerName: 'Départ',
    colId: 'depart',
    width: LARGEURS.depart,
    ...BRUTE,
    hide: retirees.has('depart'),
    valueGetter: ({ data }) => heure(data?.retenue.intervention.depart?.instant),
  },
  { headerName: 'Retenu', colId: 'retenu', width: LARGEURS.retenu, ...NUM, cellRenderer: Retenu },
  {
    headerName: 'Durée',
    colId: 'duree',
    width: LARGEURS.duree,
    ...NUM,
    valueGetter: ({ data }) => data?.duree ?? null,
    cellRenderer: Duree,
  },
  {
    headerName: 'Statut',
    colId: 'statut',
    width: LARGEURS.statut,
    valueGetter: ({ data }) => (data ? STATUTS[data.statut].mot : ''),
    cellRenderer: Statut,
    comparator: parTexte,
  },
  {
    headerName: 'Motif',
    colId: 'motif',
    field: 'motif',
    flex: 1,
    minWidth: LARGEURS.motif,
    hide: retirees.has('motif'),
    comparator: parTexte,
  },
];
