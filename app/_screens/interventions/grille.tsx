'use client';

import { useElementSize } from '@mantine/hooks';
import {
  type CellClickedEvent,
  type CellFocusedEvent,
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  type OverlayType,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { Ligne } from '../../_data/lignes';
import { colonnes } from './colonnes';
import { aRetirer, RETRAITS } from './largeurs';
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
  loadingOoo: 'Chargement…',
  ariaLabelColumnMenu: 'Menu de la colonne',
};

const COLONNE = { sortable: true, resizable: true, suppressHeaderMenuButton: true, suppressMovable: true } as const;
// The empty sentence is ours: it changes with the filter.
const SANS_VOILE: OverlayType[] = ['noRows'];
const RETIRABLES: ReadonlySet<string> = new Set(RETRAITS.flat());
const SELECTION = { mode: 'singleRow', checkboxes: false, enableClickSelection: false } as const;

export type PoigneeGrille = {
  /** Brings the focus to a line, at once; the first one where this one is not shown. `enSilence`: without opening its panel. */
  focaliser: (id: string | undefined, enSilence?: boolean) => void;
  /** The lines as they are shown, sorted. */
  ordre: () => string[];
};

type Props = {
  lignes: readonly Ligne[];
  parMois: boolean;
  choisie: string | undefined;
  choisir: (id: string) => void;
  corriger: () => void;
  fermer: () => void;
  /** The order has changed. */
  surTri: () => void;
  poignee: Ref<PoigneeGrille>;
  vide: string;
};

/** The grid: one line a visit, virtualised; the panel follows the focused line. */
export const Grille = ({ lignes, parMois, choisie, choisir, corriger, fermer, surTri, poignee, vide }: Props) => {
  const api = useRef<GridApi<Ligne>>(null);
  const { ref, width } = useElementSize();
  const retirees = useMemo(() => aRetirer(width, parMois), [width, parMois]);
  const defs = useMemo(() => colonnes(parMois, retirees), [parMois, retirees]);
  const rowData = useMemo(() => [...lignes], [lignes]);
  const marquer = useCallback(() => {
    const noeud = choisie ? api.current?.getRowNode(choisie) : undefined;
    if (noeud) noeud.setSelected(true, true);
    else api.current?.deselectAll();
  }, [choisie]);
  useEffect(marquer, [marquer]);

  const tue = useRef<string>(undefined);
  useImperativeHandle(
    poignee,
    () => ({
      focaliser: (id, enSilence = false) => {
        const rang = (id === undefined ? undefined : api.current?.getRowNode(id)?.rowIndex) ?? 0;
        const noeud = api.current?.getDisplayedRowAtIndex(rang);
        if (!noeud) return;
        tue.current = enSilence ? noeud.data?.id : undefined;
        api.current?.ensureIndexVisible(rang);
        api.current?.setFocusedCell(rang, 'usager');
      },
      ordre: () => {
        const n = api.current?.getDisplayedRowCount() ?? 0;
        return Array.from({ length: n }, (_, k) => api.current?.getDisplayedRowAtIndex(k)?.data?.id ?? '');
      },
    }),
    [],
  );

  const surFocus = (ev: CellFocusedEvent<Ligne>): void => {
    if (ev.rowIndex === null) return;
    const id = ev.api.getDisplayedRowAtIndex(ev.rowIndex)?.data?.id;
    if (id === tue.current) return;
    tue.current = undefined;
    if (id && id !== choisie) choisir(id);
    // A column that may give way to the panel cannot hold the focus: it would be lost with it.
    const colonne = typeof ev.column === 'string' ? ev.column : ev.column?.getColId();
    if (colonne !== undefined && RETIRABLES.has(colonne)) ev.api.setFocusedCell(ev.rowIndex, 'usager');
  };
  const surClic = ({ data }: CellClickedEvent<Ligne>): void => {
    tue.current = undefined;
    if (data && data.id !== choisie) choisir(data.id);
  };
  const surTouche = (ev: CellKeyDownEvent<Ligne>): void => {
    const touche = ev.event instanceof KeyboardEvent ? ev.event.key : '';
    if (touche === 'Escape') fermer();
    if (touche !== 'Enter') return;
    ev.event?.preventDefault();
    if (ev.data && ev.data.id !== choisie) choisir(ev.data.id);
    corriger();
  };

  return (
    <div className="grille" data-testid="grille" ref={ref}>
      <AgGridReact<Ligne>
        theme={themeGrille}
        rowData={rowData}
        columnDefs={defs}
        getRowId={({ data }) => data.id}
        defaultColDef={COLONNE}
        rowSelection={SELECTION}
        onRowDataUpdated={marquer}
        onGridReady={(ev) => {
          api.current = ev.api;
        }}
        onCellFocused={surFocus}
        onCellClicked={surClic}
        onCellKeyDown={surTouche}
        onSortChanged={surTri}
        localeText={LOCALE}
        suppressOverlays={SANS_VOILE}
        animateRows={false}
        suppressColumnVirtualisation
        suppressHeaderFocus
        ensureDomOrder
      />
      {lignes.length === 0 ? <p className="vide grille__vide">{vide}</p> : null}
    </div>
  );
};
