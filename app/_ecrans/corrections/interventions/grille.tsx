'use client';

import { useElementSize } from '@mantine/hooks';
import {
  type CellClickedEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnApiModule,
  type GridApi,
  type IsFullWidthRowParams,
  LocaleModule,
  ModuleRegistry,
  type OverlayType,
  type PostSortRowsParams,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  type RowSelectionOptions,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps } from 'ag-grid-react';
import {
  type FocusEvent as FoyerReact,
  type ReactNode,
  type Ref,
  type KeyboardEvent as ToucheReact,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { dateCourte, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useTouche } from '../../../_ui/touches/entendre';
import { etendreChoix } from './choisir-plusieurs';
import { colonnes } from './colonnes';
import { creerFoyer } from './foyer';
import '../../../_ui/styles/grille.css';
import { useThemeGrille } from '../../../_ui/liste/theme-grille';
import { aRetirer, RETRAITS } from './largeurs';
import { LOCALE } from './mots-grille';
import { lettresDe } from './noms-courts';
import { type EnTete, estLigne, type Groupe, type Rangee, rangeesDe, sousEntetes } from './rangees';
import { type Tri, triDe } from './tri';
import { trierParAdresse, useRetourTri } from './tri-adresse';

ModuleRegistry.registerModules([
  ColumnApiModule,
  ClientSideRowModelModule,
  CellStyleModule,
  RowSelectionModule,
  RowApiModule,
  ScrollApiModule,
  RenderApiModule,
  LocaleModule,
]);

/** Maj+↑↓ chooses lines, one step a key. */
const PAS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

const COLONNE_DEFAUT: ColDef<Rangee> = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  suppressMovable: true,
};
// The empty sentence is ours: it changes with the filter.
const SANS_VOILE: OverlayType[] = ['noRows'];
const RETIRABLES: ReadonlySet<string> = new Set(RETRAITS);
const SELECTION: RowSelectionOptions<Rangee> = {
  mode: 'multiRow',
  checkboxes: true,
  headerCheckbox: true,
  enableClickSelection: false,
  ctrlASelectsRows: true,
  hideDisabledCheckboxes: true,
  isRowSelectable: ({ data }) => estLigne(data),
};
const COLONNE_CHOIX = { width: 36, resizable: false, suppressHeaderMenuButton: true } as const;

export type PoigneeGrille = {
  /**
   * Brings the focus to a line, at once; where this one is not shown, to what is now in the place of the last that had it; without
   * any, to the first. `enSilence`: without opening its panel.
   */
  focaliser: (id: string | undefined, enSilence?: boolean) => void;
  /** Brings the focus back to the line that had it, or to its place; nowhere where none had. */
  reprendre: () => void;
  /** The lines as they are shown, sorted. */
  ordre: () => string[];
  choisirTout: () => void;
  rienChoisir: () => void;
  /** These lines are chosen, and no other. */
  garderChoisies: (ids: ReadonlySet<string>) => void;
  /** The lines chosen now: the grid tells of a choice after the key that made it, and the next key may come before. */
  choisies: () => string[];
};

/** Tab is not for the cells, the arrows are: it goes out of the grid, to the panel. */
const sortir = (): boolean => false;

/** Read aloud, a line begins with its usager, and not with the box that chooses it. */
const nommerRangee = (rangee: Element, data: Rangee | undefined): void => {
  if (!estLigne(data)) return;
  const quand = data.prevu ? heure(data.prevu.debut) : 'non prévue';
  rangee.setAttribute('aria-label', [data.usager, dateCourte(data.date), quand].join(', '));
};

const choisiesDe = (a: GridApi<Rangee> | null): string[] => a?.getSelectedNodes().flatMap((n) => n.id ?? []) ?? [];

type Props = {
  lignes: readonly Ligne[];
  groupe: Groupe;
  avecJour: boolean;
  /** Who looks: what is hers is told from what colleagues have. */
  moi: string;
  choisie: string | undefined;
  /** The line that the panel is of. */
  marquee: string | undefined;
  choisir: (id: string) => void;
  /** Lines chosen together have changed. */
  surChoix: (ids: string[]) => void;
  corriger: () => void;
  fermer: () => void;
  /** The order has changed; at first, it is that of the address. */
  surTri: (tri: Tri | undefined) => void;
  poignee: Ref<PoigneeGrille>;
  /** What an empty list says. */
  vide: ReactNode;
};

const Entete = ({ data }: CustomCellRendererProps<Rangee>) => {
  if (!data || estLigne(data)) return null;
  const { entete, nombre, aTraiter }: EnTete = data;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the grid has no table
    <div className="grille__entete" role="gridcell" tabIndex={-1}>
      <b>{entete}</b>
      <span className="discret">
        {pluriel(nombre, 'visite')}
        {aTraiter > 0 ? `, ${aTraiter} à traiter` : ''}
      </span>
    </div>
  );
};
const enTete = ({ rowNode }: IsFullWidthRowParams<Rangee>): boolean => !estLigne(rowNode.data);

/** The line of the panel: told by its id to the style sheet, so that no row is drawn again for it. */
const MarqueChoisie = ({ id }: { id: string }) => (
  <style>{`.grille [row-id=${JSON.stringify(id)}]{background:var(--choisi);box-shadow:inset 3px 0 var(--accent)}`}</style>
);

/** The grid: one line a visit, virtualised; the panel follows the focused line. */
export const Grille = (p: Props) => {
  const {
    lignes,
    groupe,
    avecJour,
    moi,
    choisie,
    marquee,
    choisir,
    surChoix,
    corriger,
    fermer,
    surTri,
    poignee,
    vide,
  } = p;
  const api = useRef<GridApi<Rangee>>(null);
  const theme = useThemeGrille();
  const { ref, width } = useElementSize();
  const montree = lignes.some((l) => l.prise !== undefined || l.notes.length > 0);
  const retirees = useMemo(() => aRetirer(width, avecJour, montree), [width, avecJour, montree]);
  // Columns are made anew when a name must be told from another, and not each time that a visit changes.
  const seTrompent = useMemo(
    () => JSON.stringify([...lettresDe(lignes.flatMap((l) => [l.usager, l.intervenant]))].sort()),
    [lignes],
  );
  const defs = useMemo(
    () => colonnes(avecJour, retirees, { moi, montree }, new Map(JSON.parse(seTrompent))),
    [avecJour, retirees, moi, montree, seTrompent],
  );
  const rowData = useMemo(() => rangeesDe(lignes, groupe), [lignes, groupe]);
  const groupes = useCallback(
    ({ nodes }: PostSortRowsParams<Rangee>) => {
      nodes.splice(0, nodes.length, ...sousEntetes(nodes, groupe));
    },
    [groupe],
  );
  const [etendue] = useState(etendreChoix);
  // A correction may say another usager.
  useEffect(() => {
    for (const n of rowData.length > 0 ? (api.current?.getRenderedNodes() ?? []) : []) {
      const rangee = document.querySelector(`.grille [row-id="${CSS.escape(n.id ?? '')}"]`);
      if (rangee) nommerRangee(rangee, n.data);
    }
  }, [rowData]);

  useRetourTri(api);

  const [foyer] = useState(creerFoyer);
  useTouche((ev) => foyer.geste(ev.key), { ou: 'avant' });
  useEffect(() => {
    const surPointeur = (): void => foyer.geste(undefined);
    window.addEventListener('pointerdown', surPointeur, true);
    return () => window.removeEventListener('pointerdown', surPointeur, true);
  }, [foyer]);
  // Where the line that has the focus is, or was once it has left.
  const rangVu = useRef(0);
  const amener = useCallback(
    (rang: number, id: string) => {
      rangVu.current = rang;
      foyer.demander(id);
      api.current?.ensureIndexVisible(rang);
      api.current?.setFocusedCell(rang, 'usager');
    },
    [foyer],
  );
  useEffect(() => {
    if (choisie !== undefined) foyer.suivre(choisie);
  }, [foyer, choisie]);
  const focaliser = useCallback(
    (id: string | undefined, enSilence = false): boolean => {
      const premiere = estLigne(api.current?.getDisplayedRowAtIndex(0)?.data) ? 0 : 1;
      const derniere = (api.current?.getDisplayedRowCount() ?? 0) - 1;
      const place = Math.max(premiere, Math.min(rangVu.current, derniere));
      const rang = id === undefined ? premiere : (api.current?.getRowNode(id)?.rowIndex ?? place);
      const ligne = api.current?.getDisplayedRowAtIndex(rang)?.data;
      if (!ligne) return false;
      if (!enSilence && ligne.id !== choisie && estLigne(ligne)) choisir(ligne.id);
      amener(rang, ligne.id);
      return true;
    },
    [amener, choisir, choisie],
  );
  useImperativeHandle(
    poignee,
    () => ({
      focaliser,
      reprendre: () => {
        if (foyer.ou() !== undefined) focaliser(foyer.ou(), true);
      },
      ordre: () => {
        const n = api.current?.getDisplayedRowCount() ?? 0;
        return Array.from({ length: n }, (_, k) => api.current?.getDisplayedRowAtIndex(k)?.data).flatMap((r) =>
          estLigne(r) ? [r.id] : [],
        );
      },
      choisirTout: () => api.current?.selectAll(),
      rienChoisir: () => api.current?.deselectAll(),
      garderChoisies: (ids) => {
        const autres = api.current?.getSelectedNodes().filter((n) => n.id === undefined || !ids.has(n.id));
        api.current?.setNodesSelected({ nodes: autres ?? [], newValue: false });
        const elles = [...ids].flatMap((id) => api.current?.getRowNode(id) ?? []);
        api.current?.setNodesSelected({ nodes: elles, newValue: true });
      },
      choisies: () => choisiesDe(api.current),
    }),
    [focaliser, foyer],
  );

  const surFoyer = (ev: FoyerReact<HTMLDivElement>): void => {
    const ou = ev.target.closest('[row-id]')?.getAttribute('row-id');
    const noeud = ou ? api.current?.getRowNode(ou) : undefined;
    if (!ou || !noeud || !estLigne(noeud.data)) return;
    const origine = foyer.prendre(ou);
    if (noeud.rowIndex !== null && foyer.ou() === ou) rangVu.current = noeud.rowIndex;
    if (origine === 'PERSONNE') {
      if (ou !== choisie) choisir(ou);
      // A column that may give way to the panel cannot hold the focus: it would be lost with it.
      const colonne = ev.target.closest('[col-id]')?.getAttribute('col-id');
      if (colonne && RETIRABLES.has(colonne) && noeud.rowIndex !== null) amener(noeud.rowIndex, ou);
    } else if (origine === 'GRILLE') {
      // A form, or a window, keeps the keyboard; the chosen line keeps the focus.
      if (ev.relatedTarget instanceof HTMLElement && ev.relatedTarget.closest('form, [aria-modal="true"]'))
        ev.relatedTarget.focus();
      else if (choisie && ou !== choisie) {
        const rang = api.current?.getRowNode(choisie)?.rowIndex;
        if (typeof rang === 'number') amener(rang, choisie);
      }
    }
  };
  const surClic = ({ data, event, node, api: a }: CellClickedEvent<Rangee>): void => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) node.setSelected(!node.isSelected());
    else if (event instanceof MouseEvent && event.shiftKey && choisie) {
      const de = a.getRowNode(choisie)?.rowIndex;
      if (typeof de === 'number' && node.rowIndex !== null) etendue.jusqua(a, de, node.rowIndex);
    }
    if (estLigne(data) && data.id !== choisie) choisir(data.id);
  };
  // Before the grid, which tells it later: the next key must find the form open, the line already chosen, or nothing chosen any more.
  const surToucheAvant = (ev: ToucheReact<HTMLDivElement>): void => {
    const pas = ev.shiftKey ? PAS[ev.key] : undefined;
    if (!pas && ev.key !== 'Shift') etendue.oublier();
    if ((!pas && ev.key !== 'Enter' && ev.key !== 'Escape') || !(ev.target instanceof Element)) return;
    const id = ev.target.closest('[role="gridcell"]')?.closest('[row-id]')?.getAttribute('row-id');
    if (ev.key === 'Escape') {
      if (id) fermer();
      return;
    }
    const noeud = id ? api.current?.getRowNode(id) : undefined;
    if (!api.current || !id || !estLigne(noeud?.data)) return;
    ev.preventDefault();
    ev.stopPropagation();
    if (pas) {
      if (typeof noeud?.rowIndex === 'number') etendue.etendre(api.current, noeud.rowIndex, pas);
      return;
    }
    if (id !== choisie) choisir(id);
    corriger();
  };

  return (
    <div
      className={['grille', retirees.has('serre') && 'grille--serree', retirees.has('statut') && 'grille--icones']
        .filter(Boolean)
        .join(' ')}
      data-testid="grille"
      ref={ref}
      onKeyDownCapture={surToucheAvant}
      onFocusCapture={surFoyer}
    >
      {marquee ? <MarqueChoisie id={marquee} /> : null}
      <AgGridReact<Rangee>
        theme={theme}
        rowData={rowData}
        columnDefs={defs}
        getRowId={({ data }) => data.id}
        defaultColDef={COLONNE_DEFAUT}
        rowSelection={SELECTION}
        selectionColumnDef={COLONNE_CHOIX}
        isFullWidthRow={enTete}
        fullWidthCellRenderer={Entete}
        postSortRows={groupes}
        onSelectionChanged={(ev) => surChoix(choisiesDe(ev.api))}
        onGridReady={(ev) => {
          api.current = ev.api;
          ev.api.setGridAriaProperty('label', 'Interventions');
          trierParAdresse(ev.api);
        }}
        onFirstDataRendered={(ev) => {
          // A link, or a reload, opens on the line that its address names: it is in sight.
          const noeud = choisie === undefined ? undefined : ev.api.getRowNode(choisie);
          if (!noeud) return;
          ev.api.ensureNodeVisible(noeud, 'middle');
          // And under the keyboard, unless that is already elsewhere.
          if (document.activeElement === document.body) focaliser(choisie, true);
        }}
        onCellClicked={surClic}
        tabToNextCell={sortir}
        focusGridInnerElement={() => focaliser(foyer.ou() ?? choisie, true)}
        onSortChanged={(ev) => surTri(triDe(ev.api.getColumnState()))}
        localeText={LOCALE}
        suppressOverlays={SANS_VOILE}
        animateRows={false}
        suppressColumnVirtualisation
        ensureDomOrder
        processRowPostCreate={({ eRow, node }) => nommerRangee(eRow, node.data)}
      />
      {lignes.length === 0 ? <div className="vide grille__vide">{vide}</div> : null}
    </div>
  );
};
