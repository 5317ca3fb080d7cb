'use client';

import { Select, type SelectProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';

/**
 * Entrée takes the marked line, however busy the PC: Mantine forgets which line it marked when its list opens a moment late, and
 * Entrée then sent the form with the name erased. Letters that no name begins with stay under the eyes too.
 */
const prendreLaMarquee = (ev: KeyboardEvent<HTMLInputElement>): void => {
  const champ = ev.currentTarget;
  if (ev.key !== 'Enter' || ev.nativeEvent.isComposing || champ.getAttribute('aria-expanded') !== 'true') return;
  const liste = document.getElementById(champ.getAttribute('aria-controls') ?? '');
  const marquee = liste?.querySelector<HTMLElement>('[data-combobox-selected]');
  if (!marquee && liste?.querySelector('[data-combobox-option]')) return;
  ev.preventDefault();
  ev.stopPropagation();
  marquee?.click();
};

/** One of a list, by letters: Entrée takes the first of those left. */
export const ChampChoix = (props: Omit<SelectProps, 'searchable' | 'onKeyDownCapture'>) => (
  <Select {...props} searchable selectFirstOptionOnChange onKeyDownCapture={prendreLaMarquee} />
);
