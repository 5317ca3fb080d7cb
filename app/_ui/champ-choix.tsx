'use client';

import { type ComboboxParsedItem, isOptionsGroup, type OptionsFilter, Select, type SelectProps } from '@mantine/core';
import { type FocusEvent, type KeyboardEvent, useRef } from 'react';
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

/**
 * Entrée takes the marked line, however busy the PC: Mantine forgets which line it marked when its list opens a moment late, and
 * Entrée then sent the form with the name erased. Letters that nothing answers to stay under the eyes too.
 */
const prendreLaMarquee = (ev: KeyboardEvent<HTMLInputElement>): void => {
  const liste = listeDe(ev.currentTarget);
  if (ev.key !== 'Enter' || ev.nativeEvent.isComposing || !liste) return;
  const marquee = marqueeDans(liste);
  if (!marquee && liste.querySelector('[data-combobox-option]')) return;
  ev.preventDefault();
  ev.stopPropagation();
  marquee?.click();
};

type Props = Omit<SelectProps, 'searchable' | 'onChange' | 'onInput' | 'onFocus' | 'onKeyDownCapture'> & {
  onChange: (valeur: string | null) => void;
  /** The choice is a gesture at once: leaving the field makes none. */
  geste?: boolean;
};

/**
 * One of a list, by letters: Entrée takes the first of those left, and so does leaving the field. Letters that nothing answers to
 * do not give back, unseen, the name that they were typed over.
 */
export const ChampChoix = ({ onChange, onBlur, geste = false, ...props }: Props) => {
  const tapee = useRef(false);
  const quitter = (ev: FocusEvent<HTMLInputElement>): void => {
    const lettres = !geste && tapee.current && ev.currentTarget.value.trim() !== '';
    tapee.current = false;
    const liste = listeDe(ev.currentTarget);
    if (lettres && liste) {
      const marquee = marqueeDans(liste);
      if (marquee) marquee.click();
      else if (props.allowDeselect !== false) onChange(null);
    }
    onBlur?.(ev);
  };
  return (
    <Select
      filter={filtrer}
      {...props}
      searchable
      selectFirstOptionOnChange
      onChange={onChange}
      onFocus={(ev) => ev.currentTarget.select()}
      onInput={() => {
        tapee.current = true;
      }}
      onOptionSubmit={() => {
        tapee.current = false;
      }}
      onBlur={quitter}
      onKeyDownCapture={prendreLaMarquee}
    />
  );
};
