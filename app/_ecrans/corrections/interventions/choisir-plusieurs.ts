import type { GridApi, IRowNode } from 'ag-grid-community';
import { estLigne, type Rangee } from './rangees';

type Etendue = { ancre: number; avant: ReadonlySet<string> };

const lignesEntre = (api: GridApi<Rangee>, x: number, y: number): IRowNode<Rangee>[] =>
  Array.from({ length: Math.abs(x - y) + 1 }, (_, k) => api.getDisplayedRowAtIndex(Math.min(x, y) + k)).flatMap((n) =>
    n && estLigne(n.data) ? [n] : [],
  );

/**
 * Maj+↑↓: the lines from where it began to where it is, beside those chosen before. Going back gives up what it had taken.
 */
export const etendreChoix = (): {
  etendre: (api: GridApi<Rangee>, depuis: number, pas: 1 | -1) => void;
  /** From one line to another, beside what was chosen: Maj and a click. */
  jusqua: (api: GridApi<Rangee>, de: number, a: number) => void;
  oublier: () => void;
} => {
  let etendue: Etendue | undefined;
  return {
    etendre: (api, depuis, pas) => {
      let vers = depuis + pas;
      while (vers >= 0 && vers < api.getDisplayedRowCount() && !estLigne(api.getDisplayedRowAtIndex(vers)?.data))
        vers += pas;
      const cible = api.getDisplayedRowAtIndex(vers);
      const choisis = api.getSelectedNodes().flatMap((n) => n.id ?? []);
      etendue ??= { ancre: depuis, avant: new Set(choisis) };
      const rang = cible ? vers : depuis;
      const voulus = new Set(lignesEntre(api, etendue.ancre, rang).flatMap((n) => n.id ?? []));
      const { avant } = etendue;
      const enTrop = api.getSelectedNodes().filter((n) => n.id && !voulus.has(n.id) && !avant.has(n.id));
      if (enTrop.length > 0) api.setNodesSelected({ nodes: enTrop, newValue: false });
      api.setNodesSelected({ nodes: lignesEntre(api, etendue.ancre, rang), newValue: true });
      api.ensureIndexVisible(rang);
      api.setFocusedCell(rang, 'usager');
    },
    jusqua: (api, de, a) => api.setNodesSelected({ nodes: lignesEntre(api, de, a), newValue: true }),
    oublier: () => {
      etendue = undefined;
    },
  };
};
