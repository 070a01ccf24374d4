const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/** Calls `gone` once nobody has touched the page for `minutes`. Returns the undoing. */
export function watchIdle(minutes: number, gone: () => void, page: EventTarget = window): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(gone, minutes * 60_000);
  };
  for (const sign of SIGNS) page.addEventListener(sign, restart, { passive: true });
  restart();
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) page.removeEventListener(sign, restart);
  };
}
