// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {CommitmentLib} from "../../src/libraries/CommitmentLib.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Tally, TallyLib} from "../../src/libraries/TallyLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Symbolic} from "./Symbolic.sol";

/// @notice What the prover cannot: words as sets, votes as they are, and what assembly does.
contract LibrariesSymbolic is Symbolic {
    using TallyLib for Tally;

    /* SETS */

    function check_bit_isItsMemberOnly(uint8 member, uint8 other) external pure {
        vm.assume(member < 16 && other < 16);
        assert(BitmapLib.has(BitmapLib.bit(member), other) == (member == other));
    }

    function check_all_isEverybody(uint8 size, uint8 member) external pure {
        vm.assume(size >= 3 && size <= 15 && member < 16);
        assert(BitmapLib.has(BitmapLib.all(size), member) == (member < size));
    }

    function check_count_countsEach(uint16 members) external pure {
        uint256 total;
        for (uint256 member; member < 16; ++member) {
            total += (members >> member) & 1;
        }
        assert(BitmapLib.count(members) == total);
    }

    /* COMMITTEES */

    function check_withSeat_keepsEverySeat(uint256 word, uint16 seat, uint8 place, uint8 other) external pure {
        vm.assume(place < 15 && other < 15 && place != other);
        Committee members = Committee.wrap(word);
        vm.assume(CommitteeLib.seatAt(members, place) == 0);
        Committee packed = CommitteeLib.withSeat(members, place, seat);
        assert(CommitteeLib.seatAt(packed, place) == seat);
        assert(CommitteeLib.seatAt(packed, other) == CommitteeLib.seatAt(members, other));
    }

    function check_contains_findsWhatIsThere(uint256 word, uint16 seat) external pure {
        Committee members = Committee.wrap(word);
        bool expected;
        for (uint256 member; member < 5; ++member) {
            expected = expected || CommitteeLib.seatAt(members, member) == seat;
        }
        assert(CommitteeLib.contains(members, 5, seat) == expected);
    }

    /* HASHES */

    /// @dev The assembly hashes what it says it does.
    function check_seal_hashesAllWords(bytes32[3] memory given) external pure {
        bytes32[] memory commitments = new bytes32[](3);
        for (uint256 member; member < 3; ++member) {
            commitments[member] = given[member];
        }
        assert(SealLib.sealOf(commitments) == keccak256(abi.encodePacked(given[0], given[1], given[2])));
    }

    function check_commitment_hashesAllOfIt(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) external pure {
        bytes32 expected = keccak256(abi.encode(task, seat, output, salt));
        assert(CommitmentLib.commitmentOf(TaskId.wrap(task), seat, Digest.wrap(output), salt) == expected);
    }

    /* TALLY */

    function check_tally_ofThree(bytes32[3] memory given) external pure {
        bytes32[] memory outputs = new bytes32[](3);
        for (uint256 member; member < 3; ++member) {
            outputs[member] = given[member];
        }
        _checkTally(outputs);
    }

    function check_tally_ofFive(bytes32[5] memory given) external pure {
        bytes32[] memory outputs = new bytes32[](5);
        for (uint256 member; member < 5; ++member) {
            outputs[member] = given[member];
        }
        _checkTally(outputs);
    }

    /// @dev F3. An output wins if, and only if, a quorum gave it; the winners are those who did. Zero is who gave none.
    function _checkTally(bytes32[] memory outputs) private pure {
        uint256 quorum = QuorumLib.quorum(outputs.length);
        Tally memory tally;
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] != 0) tally.add(Digest.wrap(outputs[member]), BitmapLib.bit(member));
        }
        (Digest output, uint16 winners) = tally.decide(quorum);
        for (uint256 i; i < outputs.length; ++i) {
            uint256 votes;
            for (uint256 j; j < outputs.length; ++j) {
                if (outputs[j] == outputs[i]) ++votes;
            }
            bool wins = outputs[i] != 0 && votes >= quorum;
            if (wins) assert(Digest.unwrap(output) == outputs[i]);
            assert(BitmapLib.has(winners, i) == wins);
        }
        assert((Digest.unwrap(output) == 0) == (winners == 0));
    }
}
