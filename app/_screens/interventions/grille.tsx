'use client';

import {
  type CellFocusedEvent,
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps } from 'ag-grid-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { Ligne } from '../../_data/lignes';
import { BadgeStatut } from '../../_ui/badge-statut';
import { collateur, dateCourte, duree, heure } from '../../_ui/formats';
import { STATUTS } from '../../_ui/statuts';
import { themeGrille } from './theme-grille';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  CellStyleModule,
  RowSelectionModule,
  RowApiModule,
  ScrollApiModule,
  RenderApiModule,
  LocaleModule,
]);

const LOCALE = {
  noRowsToShow: 'Aucune visite',
  loadingOoo: 'Chargement…',
  ariaLabelColumnMenu: 'Menu de la colonne',
  ariaSortableColumn: 'Entrée pour trier',
};

const SELECTION = { mode: 'singleRow', checkboxes: false, enableClickSelection: false } as const;

const parTexte = (a: string, b: string): number => collateur.compare(a, b);

const Statut = ({ data }: CustomCellRendererProps<Ligne>) =>
  data ? <BadgeStatut statut={data.statut} enAttente={data.enAttente} court /> : null;

const Retenu = ({ data }: CustomCellRendererProps<Ligne>) => {
  if (!data) return null;
  const { debut, fin, supprimee } = data.retenue;
  if (!debut && !fin) return null;
  const texte = `${heure(debut) || '—'} – ${heure(fin) || '—'}`;
  return supprimee ? <s>{texte}</s> : <b>{texte}</b>;
};

const NUM = { cellClass: 'num', headerClass: 'ag-right-aligned-header' };
const BRUTE = { ...NUM, cellClass: 'num heure--brute', width: 70 };

const colonnes = (parMois: boolean, etroite: boolean): ColDef<Ligne>[] => [
  {
    headerName: 'Jour',
    colId: 'jour',
    hide: !parMois,
    width: 118,
    valueGetter: ({ data }) => data?.instant ?? '',
    valueFormatter: ({ data }) => (data ? dateCourte(data.date) : ''),
  },
  { headerName: 'Usager', colId: 'usager', field: 'usager', flex: 1.3, minWidth: 110, comparator: parTexte },
  { headerName: 'Aide', colId: 'aide', field: 'intervenant', flex: 1.2, minWidth: 100, comparator: parTexte },
  {
    headerName: 'Prévu',
    colId: 'prevu',
    width: 162,
    ...NUM,
    valueGetter: ({ data }) => (data?.prevu ? `${heure(data.prevu.debut)} – ${heure(data.prevu.fin)}` : ''),
  },
  {
    headerName: 'Arrivée',
    colId: 'arrivee',
    ...BRUTE,
    hide: etroite,
    valueGetter: ({ data }) => heure(data?.retenue.intervention.arrivee?.instant),
  },
  {
    headerName: 'Départ',
    colId: 'depart',
    ...BRUTE,
    hide: etroite,
    valueGetter: ({ data }) => heure(data?.retenue.intervention.depart?.instant),
  },
  { headerName: 'Retenu', colId: 'retenu', width: 164, ...NUM, cellRenderer: Retenu },
  {
    headerName: 'Durée',
    colId: 'duree',
    width: 68,
    hide: etroite,
    ...NUM,
    valueGetter: ({ data }) => data?.duree ?? null,
    valueFormatter: ({ value }) => (typeof value === 'number' ? duree(value) : ''),
  },
  {
    headerName: 'Statut',
    colId: 'statut',
    width: 148,
    valueGetter: ({ data }) => (data ? STATUTS[data.statut].mot : ''),
    cellRenderer: Statut,
    comparator: parTexte,
  },
  { headerName: 'Motif', colId: 'motif', field: 'motif', width: 150, hide: etroite, comparator: parTexte },
];

/** Brings the focus to a line, at once. */
export type PoigneeGrille = { focaliser: (id: string | undefined) => void };

type Props = {
  lignes: readonly Ligne[];
  parMois: boolean;
  /** The panel is open: what it shows leaves the grid. */
  etroite: boolean;
  choisie: string | undefined;
  choisir: (id: string) => void;
  corriger: () => void;
  poignee: Ref<PoigneeGrille>;
  vide: string;
};

/** The grid: one line a visit, virtualised; the panel follows the focused line. */
export const Grille = ({ lignes, parMois, etroite, choisie, choisir, corriger, poignee, vide }: Props) => {
  const api = useRef<GridApi<Ligne>>(null);
  const defs = useMemo(() => colonnes(parMois, etroite), [parMois, etroite]);
  const rowData = useMemo(() => [...lignes], [lignes]);
  const marquer = useCallback(() => {
    const noeud = choisie ? api.current?.getRowNode(choisie) : undefined;
    if (noeud) noeud.setSelected(true, true);
    else api.current?.deselectAll();
  }, [choisie]);
  useEffect(marquer, [marquer]);

  useImperativeHandle(
    poignee,
    () => ({
      focaliser: (id) => {
        const rang = id === undefined ? undefined : api.current?.getRowNode(id)?.rowIndex;
        if (rang === null || rang === undefined) return;
        api.current?.ensureIndexVisible(rang);
        api.current?.setFocusedCell(rang, 'usager');
      },
    }),
    [],
  );

  const surFocus = (ev: CellFocusedEvent<Ligne>): void => {
    if (ev.rowIndex === null) return;
    const id = ev.api.getDisplayedRowAtIndex(ev.rowIndex)?.data?.id;
    if (id && id !== choisie) choisir(id);
  };
  const surTouche = (ev: CellKeyDownEvent<Ligne>): void => {
    const touche = ev.event instanceof KeyboardEvent ? ev.event.key : '';
    if (touche !== 'Enter') return;
    ev.event?.preventDefault();
    if (ev.data && ev.data.id !== choisie) choisir(ev.data.id);
    corriger();
  };

  return (
    <div className="grille" data-testid="grille">
      <AgGridReact<Ligne>
        theme={themeGrille}
        rowData={rowData}
        columnDefs={defs}
        getRowId={({ data }) => data.id}
        defaultColDef={{ sortable: true, resizable: true, suppressHeaderMenuButton: true, suppressMovable: true }}
        rowSelection={SELECTION}
        onRowDataUpdated={marquer}
        onGridReady={(ev) => {
          api.current = ev.api;
        }}
        onCellFocused={surFocus}
        onCellKeyDown={surTouche}
        localeText={LOCALE}
        overlayNoRowsTemplate={`<span class="vide">${vide}</span>`}
        animateRows={false}
        suppressColumnVirtualisation
        ensureDomOrder
      />
    </div>
  );
};
