// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @notice The state of a draw without replacement: how many positions there are, how many were drawn, and where those
/// that were displaced went.
struct Shuffle {
    bytes32 seed;
    uint256 length;
    uint256 drawn;
    /// Bit p mod 256 is set where something was moved to a position p: most have to look no further.
    uint256 touched;
    /// Pairs of 16 bits: a position, and what stands there now.
    uint256[] moved;
}

/// @title ShuffleLib
/// @notice Fisher and Yates's shuffle, one step at a time, of positions that exist only where they were moved.
library ShuffleLib {
    /// @dev Bounds the gas of a draw: so many dead places in a row nobody leaves unpruned.
    uint256 internal constant MAXIMUM_STEPS = 64;

    /// @notice A shuffle of the positions 0 to `length` - 1, of at most 65 536.
    function start(bytes32 seed, uint256 length, uint256 steps) internal pure returns (Shuffle memory) {
        return Shuffle(seed, length, 0, 0, new uint256[](steps));
    }

    /// @notice The next position: of those that are left, each as likely as any other.
    /// @dev The caller stops before none is left.
    function next(Shuffle memory self) internal pure returns (uint256 position) {
        uint256 step = self.drawn;
        unchecked {
            uint256 roll = uint256(Hashes.efficientKeccak256(self.seed, bytes32(step)));
            uint256 place = step + roll % (self.length - step);
            position = _standingAt(self, place, step);
            // What stood at this step's place takes the place of what was drawn.
            _write(self.moved, step, (place << 16) | _standingAt(self, step, step));
            self.touched |= 1 << (place & 0xff);
            self.drawn = step + 1;
        }
    }

    /// @dev The last move to a place counts. Assembly, because the compiler would check each of so many indices.
    function _standingAt(Shuffle memory self, uint256 place, uint256 steps) private pure returns (uint256 position) {
        position = place;
        if (self.touched & (1 << (place & 0xff)) == 0) return position;
        uint256[] memory moved = self.moved;
        assembly ("memory-safe") {
            let first := add(moved, 0x20)
            for { let last := add(first, shl(5, steps)) } gt(last, first) {} {
                last := sub(last, 0x20)
                let pair := mload(last)
                if eq(shr(16, pair), place) {
                    position := and(pair, 0xffff)
                    break
                }
            }
        }
    }

    /// @dev There are as many words as steps.
    function _write(uint256[] memory moved, uint256 step, uint256 pair) private pure {
        assembly ("memory-safe") {
            mstore(add(add(moved, 0x20), shl(5, step)), pair)
        }
    }
}
