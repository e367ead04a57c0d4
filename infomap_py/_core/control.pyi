from typing import final

@final
class Control:
    stop: bool
