// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Digest} from "../types/Digest.sol";
import {BitmapLib} from "./BitmapLib.sol";

/// @notice Votes by what they say: each output once, and who gave it.
struct Tally {
    uint256 count;
    Digest[15] outputs;
    uint16[15] voters;
}

/// @title TallyLib
/// @notice Counts every vote and finds the most popular output.
library TallyLib {
    using BitmapLib for uint16;

    /// @notice Counts votes for an output. No member may be counted twice.
    function add(Tally memory self, Digest output, uint16 voters) internal pure {
        if (voters == 0) return;
        uint256 count = self.count;
        for (uint256 i; i < count; ++i) {
            if (self.outputs[i] != output) continue;
            self.voters[i] |= voters;
            return;
        }
        (self.outputs[count], self.voters[count], self.count) = (output, voters, count + 1);
    }

    /// @notice The output that at least `quorum` members gave, and who they are.
    /// @dev `quorum` is more than half of the members, so no two outputs have it.
    /// @return output Zero if no output has the quorum.
    /// @return winners Bit m for member m; zero if no output has the quorum.
    function decide(Tally memory self, uint256 quorum) internal pure returns (Digest output, uint16 winners) {
        for (uint256 i; i < self.count; ++i) {
            if (self.voters[i].count() >= quorum) return (self.outputs[i], self.voters[i]);
        }
    }
}
