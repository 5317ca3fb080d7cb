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
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { type Afficheur, aDroite, afficheurDe } from '#shared/etats/afficher';
import type { ColonneEtat, LigneEtat, TableauEtat, ValeurEtat } from '#shared/etats/contrat';
import { collateur } from '#shared/mots/textes';
import { useThemeGrille } from '../../../_ui/liste/theme-grille';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  CellStyleModule,
  PinnedRowModule,
  RowApiModule,
  RowStyleModule,
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

/** Pixels of a text of so many characters in the grid's type. */
const largeurDe = (texte: string, parLettre: number): number => Math.ceil(texte.length * parLettre);
/** Pixels of a word of a title, in the bold type: two m take the room of three letters. */
const largeurMot = (mot: string): number =>
  Math.ceil([...mot].reduce((n, l) => n + (/[mwMW%]/.test(l) ? 12.6 : /[iljtfr.,’()]/.test(l) ? 6 : 8.5), 0));
const JEU = 26;
/** Around a title, which is measured letter by letter. */
const JEU_TITRE = 18;
/** Pixels a letter of a value: a code of capitals and digits takes more than a name does. */
const parLettre = (texte: string): number => (/\p{Ll}/u.test(texte) ? 7 : 8.4);
const TEXTE_MAX = 240;
/** Rows looked at for the width of a column: more would cost more than it is worth. */
const ECHANTILLON = 400;

/** The longest word of the title holds on its line, and so do the values; a very long text is cut. */
const largeurMin = (
  c: ColonneEtat,
  lignes: readonly LigneEtat[],
  total: ValeurEtat | undefined,
  afficher: Afficheur,
): number => {
  const titre = Math.max(...c.titre.split(' ').map(largeurMot));
  const valeurs = lignes.slice(0, ECHANTILLON).map((l) => {
    const texte = afficher(l.valeurs[c.cle], c.unite, l.valeurs);
    return largeurDe(texte, parLettre(texte));
  });
  const plus = total === undefined ? 0 : largeurDe(afficher(total, c.unite), 7.8);
  return Math.max(JEU_TITRE + titre, JEU + Math.min(TEXTE_MAX, Math.max(40, plus, ...valeurs)));
};

const colonneDe = (
  c: ColonneEtat,
  place: { premiere: boolean; derniere: boolean },
  afficher: Afficheur,
  minWidth: number,
): ColDef<LigneEtat> => {
  // What is last leaves room for the scroll bar, which lies over it.
  const bout = place.derniere ? ' etats__derniere' : '';
  return {
    colId: c.cle,
    headerName: c.titre,
    minWidth,
    valueGetter: ({ data }) => data?.valeurs[c.cle],
    valueFormatter: ({ value, node, data }) => {
      const v = value as ValeurEtat | undefined;
      if (node?.rowPinned && v === undefined) return place.premiere ? 'Total' : '';
      return afficher(v, c.unite, data?.valeurs);
    },
    comparator: (a: ValeurEtat | undefined, b: ValeurEtat | undefined, _x, _y, descendant) =>
      comparer(a, b, descendant),
    ...(aDroite(c.unite)
      ? { cellClass: `num${bout}`, headerClass: `ag-right-aligned-header${bout}`, flex: 1 }
      : { cellClass: bout, headerClass: bout, flex: c.unite === 'texte' ? 2 : 1.2 }),
  };
};

export type PoigneeTableau = {
  /** The lines as they are shown, sorted. */
  ordre: () => string[];
};

type Props = {
  tableau: TableauEtat;
  ouvrir: (cle: string) => void;
  ouverte: string | undefined;
  /** The rows are drawn. */
  surVu: () => void;
  poignee: Ref<PoigneeTableau>;
};

/** The figures, virtualised; a line opens the rows behind it, by a click or Entrée. */
export const Tableau = ({ tableau: t, ouvrir, ouverte, surVu, poignee }: Props) => {
  const api = useRef<GridApi<LigneEtat>>(null);
  useImperativeHandle(
    poignee,
    () => ({
      ordre: () => {
        const n = api.current?.getDisplayedRowCount() ?? 0;
        return Array.from({ length: n }, (_, k) => api.current?.getDisplayedRowAtIndex(k)?.data?.cle ?? '');
      },
    }),
    [],
  );
  const theme = useThemeGrille();
  const defs = useMemo(() => {
    const afficher = afficheurDe(t.colonnes);
    return t.colonnes.map((c, i) =>
      colonneDe(
        c,
        { premiere: i === 0, derniere: i === t.colonnes.length - 1 },
        afficher,
        largeurMin(c, t.lignes, t.totaux[c.cle], afficher) + (i === t.colonnes.length - 1 ? 14 : 0),
      ),
    );
  }, [t.colonnes, t.lignes, t.totaux]);
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
    <section
      className="grille etats__grille"
      style={{ height: `min(${hauteur}px, 64vh)` }}
      aria-label={`${t.titre}, ${t.sousTitre}`}
    >
      <AgGridReact<LigneEtat>
        theme={theme}
        rowData={t.lignes as LigneEtat[]}
        columnDefs={defs}
        defaultColDef={COLONNE_DEFAUT}
        getRowId={({ data }) => data.cle}
        pinnedBottomRowData={totaux}
        getRowClass={({ data }) => (data?.detail ? 'etats__ouvrable' : undefined)}
        onGridReady={(ev) => {
          api.current = ev.api;
        }}
        onFirstDataRendered={surVu}
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
