'use client';

import { type ComboboxParsedItem, isOptionsGroup, type OptionsFilter, Select, type SelectProps } from '@mantine/core';
import { type FocusEvent, type KeyboardEvent, useMemo, useRef } from 'react';
import { parLettres } from './par-lettres';

const filtrer: OptionsFilter = ({ options, search, limit }) =>
  parLettres(
    options.flatMap((o: ComboboxParsedItem) => (isOptionsGroup(o) ? o.items : [o])),
    search,
  ).slice(0, limit);

const listeDe = (champ: Element): HTMLElement | null =>
  champ.getAttribute('aria-expanded') === 'true'
    ? document.getElementById(champ.getAttribute('aria-controls') ?? '')
    : null;
const marqueeDans = (liste: HTMLElement | null): HTMLElement | null =>
  liste?.querySelector<HTMLElement>('[data-combobox-selected]') ?? null;

type Choix = { value: string; label: string };
type Props = Omit<
  SelectProps,
  'data' | 'value' | 'searchable' | 'onChange' | 'onInput' | 'onFocus' | 'onBlur' | 'onKeyDownCapture'
> & {
  data: readonly (string | Choix)[];
  /** Always said: Mantine wipes what is typed into a list that holds its own choice each time that it is drawn again with other data. */
  value: string | null;
  onChange: (valeur: string | null) => void;
  /** The choice is a gesture at once: leaving the field makes none. */
  geste?: boolean;
};

/**
 * One of a list, by letters: Entrée takes the first of those left, and so does leaving the field. Letters that nothing answers to
 * do not give back, unseen, the name that they were typed over. `allowDeselect`: the field may be left empty.
 */
export const ChampChoix = ({
  data,
  onChange,
  geste = false,
  filter = filtrer,
  allowDeselect = true,
  ...props
}: Props) => {
  const tapee = useRef(false);
  const choix = useMemo(() => data.map((c) => (typeof c === 'string' ? { value: c, label: c } : c)), [data]);
  // Its whole list is open then, and what is marked in it was not typed.
  const estChoisi = (lettres: string): boolean =>
    choix.some((c) => c.value === props.value && c.label.trim() === lettres.trim());

  /**
   * The marked line, however busy the PC: Mantine forgets which one it marked when its list opens a moment late, and Entrée then sent
   * the form with the name erased. Letters that nothing answers to stay under the eyes too.
   */
  const surTouche = (ev: KeyboardEvent<HTMLInputElement>): void => {
    if (ev.key === 'Escape') tapee.current = false;
    const liste = listeDe(ev.currentTarget);
    if (ev.key !== 'Enter' || ev.nativeEvent.isComposing || !liste) return;
    if (tapee.current && estChoisi(ev.currentTarget.value)) return;
    const marquee = marqueeDans(liste);
    if (!marquee && liste.querySelector('[data-combobox-option]')) return;
    ev.preventDefault();
    ev.stopPropagation();
    marquee?.click();
  };
  const quitter = (ev: FocusEvent<HTMLInputElement>): void => {
    const lettres = ev.currentTarget.value;
    // Another window: she comes back.
    if (document.activeElement === ev.currentTarget) return;
    if (geste || !tapee.current || lettres.trim() === '' || estChoisi(lettres)) return;
    tapee.current = false;
    const marquee = marqueeDans(listeDe(ev.currentTarget));
    // A click elsewhere has already closed the list.
    const [premiere] = filter({ options: choix, search: lettres, limit: 1 });
    if (marquee) marquee.click();
    else if (premiere && !isOptionsGroup(premiere)) onChange(premiere.value);
    else if (allowDeselect) onChange(null);
  };
  return (
    <Select
      {...props}
      data={choix}
      filter={filter}
      // The one that is chosen already stays chosen: taken again, it would be taken away.
      allowDeselect={false}
      searchable
      selectFirstOptionOnChange
      onChange={onChange}
      // Refused, its sentence is under it: the list comes with the first letter, or ↓.
      openOnFocus={props.error === undefined}
      onFocus={(ev) => {
        tapee.current = false;
        ev.currentTarget.select();
      }}
      onInput={() => {
        tapee.current = true;
      }}
      onOptionSubmit={() => {
        tapee.current = false;
      }}
      // Before Mantine's own, which forgets the mark.
      onBlurCapture={quitter}
      onKeyDownCapture={surTouche}
    />
  );
};
