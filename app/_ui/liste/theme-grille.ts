import { themeQuartz } from 'ag-grid-community';
import { useDensite } from '../affichage';

/** The grid in the colours of the rest: its parameters are our variables, so that light and dark follow. */
const compacte = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 12,
  headerFontWeight: 600,
  rowHeight: 26,
  headerHeight: 28,
  spacing: 5,
  cellHorizontalPadding: 8,
  backgroundColor: 'var(--fond)',
  foregroundColor: 'var(--texte)',
  headerBackgroundColor: 'var(--fond-tete)',
  headerTextColor: 'var(--discret)',
  borderColor: 'var(--trait)',
  rowHoverColor: 'var(--survol)',
  selectedRowBackgroundColor: 'var(--choisi)',
  accentColor: 'var(--accent)',
  wrapperBorderRadius: 6,
  browserColorScheme: 'inherit',
});

const THEMES = { compacte, confortable: compacte.withParams({ rowHeight: 38, headerHeight: 40 }) };

export const useThemeGrille = (): typeof compacte => THEMES[useDensite()];
