'use client';

import {
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useMemo, useRef } from 'react';
import { aDroite, afficheurDe } from '#shared/etats/afficher';
import type { ColonneEtat, LigneEtat, TableauEtat, ValeurEtat } from '#shared/etats/contrat';
import { collateur } from '../../_ui/formats';
import { themeGrille } from '../interventions/theme-grille';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  CellStyleModule,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
  LocaleModule,
]);

const LOCALE = {
  loadingOoo: 'Chargement…',
  noRowsToShow: 'Aucune ligne',
  ariaSortableColumn: 'Entrée : trier',
  ariaLabelColumnMenu: 'Menu de la colonne',
};
const COLONNE_DEFAUT: ColDef<LigneEtat> = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  suppressMovable: true,
  wrapHeaderText: true,
  autoHeaderHeight: true,
};
const HAUTEUR_LIGNE = 28;
const HAUTEUR_ENTETE = 64;

/** What has no value comes last, whichever way the column is sorted. */
const comparer = (a: ValeurEtat | undefined, b: ValeurEtat | undefined, descendant: boolean): number => {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : descendant ? -1 : 1;
  if (b === null || b === undefined) return descendant ? 1 : -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collateur.compare(String(a), String(b));
};

const colonneDe = (c: ColonneEtat, premiere: boolean, afficher: ReturnType<typeof afficheurDe>): ColDef<LigneEtat> => ({
  colId: c.cle,
  headerName: c.titre,
  valueGetter: ({ data }) => data?.valeurs[c.cle],
  valueFormatter: ({ value, node }) => {
    const v = value as ValeurEtat | undefined;
    if (node?.rowPinned) return v === undefined ? (premiere ? 'Total' : '') : afficher(v, c.unite);
    return afficher(v, c.unite);
  },
  comparator: (a: ValeurEtat | undefined, b: ValeurEtat | undefined, _x, _y, descendant) => comparer(a, b, descendant),
  ...(aDroite(c.unite)
    ? { cellClass: 'num', headerClass: 'ag-right-aligned-header', flex: 1, minWidth: 98 }
    : { flex: c.unite === 'texte' ? 2 : 1.2, minWidth: c.unite === 'texte' ? 130 : 118 }),
});

type Props = { tableau: TableauEtat; ouvrir: (cle: string) => void; ouverte: string | undefined };

/** The figures, virtualised; a line opens the rows behind it, by a click or Entrée. */
export const Tableau = ({ tableau: t, ouvrir, ouverte }: Props) => {
  const api = useRef<GridApi<LigneEtat>>(null);
  const defs = useMemo(() => {
    const afficher = afficheurDe(t.colonnes);
    return t.colonnes.map((c, i) => colonneDe(c, i === 0, afficher));
  }, [t.colonnes]);
  const totaux = useMemo<LigneEtat[]>(
    () => (Object.keys(t.totaux).length === 0 ? [] : [{ cle: '', valeurs: { ...t.totaux }, detail: false }]),
    [t.totaux],
  );
  const avant = useRef<string>(undefined);
  useEffect(() => {
    // Closed, the focus goes back to the line that was opened.
    if (ouverte === undefined && avant.current !== undefined) {
      const rang = api.current?.getRowNode(avant.current)?.rowIndex;
      if (typeof rang === 'number') api.current?.setFocusedCell(rang, t.colonnes[0]?.cle ?? '');
    }
    avant.current = ouverte;
  }, [ouverte, t.colonnes]);
  const surLigne = (l: LigneEtat | undefined): void => {
    if (l?.detail) ouvrir(l.cle);
  };
  const hauteur = HAUTEUR_ENTETE + HAUTEUR_LIGNE * (t.lignes.length + totaux.length) + 18;
  return (
    <section className="grille etats__grille" style={{ maxHeight: hauteur }} aria-label={`${t.titre}, ${t.sousTitre}`}>
      <AgGridReact<LigneEtat>
        theme={themeGrille}
        rowData={t.lignes as LigneEtat[]}
        columnDefs={defs}
        defaultColDef={COLONNE_DEFAUT}
        getRowId={({ data }) => data.cle}
        pinnedBottomRowData={totaux}
        getRowClass={({ data }) => (data?.detail ? 'etats__ouvrable' : undefined)}
        onGridReady={(ev) => {
          api.current = ev.api;
        }}
        onCellClicked={({ data }) => surLigne(data)}
        onCellKeyDown={({ event, data }) => {
          if (event instanceof KeyboardEvent && event.key === 'Enter') surLigne(data);
        }}
        localeText={LOCALE}
        animateRows={false}
        suppressColumnVirtualisation
        ensureDomOrder
      />
    </section>
  );
};
