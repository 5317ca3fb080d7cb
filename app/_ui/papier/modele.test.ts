import { expect, test } from 'vitest';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { jour, usager } from '#shared/testing/constructeurs';
import { codeConnu } from './modele';

test('[CL-1] the code of a usager who has left is shown and printed by its own antenna alone, be it still on this PC', () => {
  const parti = usager('M1', {
    antennes: [
      { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
      { antenne: 'SUD', depuis: jour('2026-11-20') },
    ],
    codeUsager: '482915',
  });
  const connu = (antenne: 'EST' | 'SUD', le: string) => codeConnu(parti, antenne, jour(le));
  expect([connu('EST', '2026-11-19'), connu('EST', '2026-11-20')]).toEqual(['482915', undefined]);
  expect([connu('SUD', '2026-11-19'), connu('SUD', '2026-11-20')]).toEqual(['482915', '482915']);
  expect(codeConnu(undefined, 'EST', jour('2026-11-20'))).toBeUndefined();
});
