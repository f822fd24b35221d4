// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {Test} from "../support/Test.sol";

/// @notice The draw's shortcut: seats have marks in a word, and only those that share one are compared.
contract CommitteeMarkTest is Test {
    uint256 private constant NOW = 1_800_000_000;
    uint256 private constant SLOTS = 257;
    uint256 private constant SEEDS = 48;

    Seat[65_536] private _seats;

    /// @dev Probed as often as it may be, by all probes of many draws: also the seat whose mark is the word's last bit,
    /// and the one whose mark is the first bit again.
    function test_draw_takesASeatOnceWhateverItsMark() public {
        takesOnce(0);
        takesOnce(254);
        takesOnce(255);
        takesOnce(256);
    }

    function takesOnce(uint256 seat) private {
        _seats[seat] = Seat(address(1), 1, 0, address(1), 1);
        uint256 total;
        for (uint256 seed; seed < SEEDS; ++seed) {
            (, uint256 found) = CommitteeLib.draw(_seats, bytes32(seed), SLOTS, 3, NOW);
            assertLe(found, 1, "once");
            total += found;
        }
        assertGt(total, SEEDS / 4, "probed at all");
        delete _seats[seat];
    }
}
